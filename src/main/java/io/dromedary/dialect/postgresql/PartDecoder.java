package io.dromedary.dialect.postgresql;

/** Makes what reads a part of values. */
interface PartDecoder {
    /** See {@link WireType#decoder}. */
    ColumnDecoder of(int rowCapacity, Specials specials);
}
