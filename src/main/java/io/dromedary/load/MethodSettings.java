package io.dromedary.load;

import io.dromedary.dialect.WriteOptions;

/**
 * How rows are written.
 *
 * @param method in which way
 * @param batchSize rows of a batch; 0: as the method has it
 * @param connections how many of them; 0: as the method has it
 * @param srid of geometries as WKT without one; {@link WriteOptions#NO_SRID}: not given
 */
public record MethodSettings(Method method, int batchSize, int connections, int srid) {

    /** What a job has that says nothing. */
    public static final MethodSettings DEFAULTS = new MethodSettings(Method.COPY, 0, 0, WriteOptions.NO_SRID);

    /** The same with nothing left to decide. What is given wins over the advice. */
    MethodSettings settled(LoadAdvice advice) {
        Method chosen = method == Method.AUTO ? advice.method() : method;
        int rows = method == Method.AUTO && chosen != Method.COPY ? advice.batchSize() : chosen.batchSize();
        int count = method == Method.AUTO ? advice.connections() : chosen.connections();
        return new MethodSettings(
                chosen,
                batchSize > 0 && chosen != Method.COPY ? batchSize : rows,
                connections > 0 ? connections : count,
                srid);
    }

    /** For the database. */
    WriteOptions options() {
        return new WriteOptions(batchSize, srid);
    }
}
