package io.dromedary.parquet;

import java.io.InputStream;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/** Reads what Parquet writes with Thrift, such as a footer. */
final class ThriftInput {
    private ThriftInput() {}

    /**
     * Fills an empty structure. A damaged length cannot make it reserve more memory than the bytes that may be there.
     *
     * @throws TException if the bytes are no such structure; a {@link NullPointerException} or
     *     {@link IllegalArgumentException} may say the same
     */
    static <T extends TBase<?, ?>> T read(T target, InputStream in, int bytesMax) throws TException {
        var configuration = new TConfiguration(bytesMax, bytesMax, TConfiguration.DEFAULT_RECURSION_DEPTH);
        target.read(new TCompactProtocol(new TIOStreamTransport(configuration, in), bytesMax, bytesMax));
        return target;
    }
}
