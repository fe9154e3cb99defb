package io.dromedary.camel.portable;

import io.dromedary.export.PortableChunk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Collections;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.RowMapperFactory;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * What {@code sql:} asks back while it starts a query: how the SQL is to be prepared, which is as it stands, then for a
 * connection, and at last how rows are read. It asks all in one call, of which only the first has the exchange.
 */
public final class PortableQuery extends AbstractDataSource implements SqlPrepareStatementStrategy, RowMapperFactory {
    private static final ThreadLocal<@Nullable PortableChunk> STARTING = new ThreadLocal<>();

    /** {@inheritDoc} Nothing is replaced: {@code #} and {@code :} may stand in names and texts. */
    @Override
    public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange) {
        STARTING.set(PortableSteps.chunk(exchange));
        return query;
    }

    @Override
    public Connection getConnection() {
        return starting().connection();
    }

    @Override
    public Connection getConnection(String username, String password) {
        return getConnection();
    }

    @Override
    public RowMapper<?> newColumnRowMapper() {
        PortableChunk chunk = starting();
        STARTING.remove();
        return new AvroRows(chunk);
    }

    private static PortableChunk starting() {
        PortableChunk chunk = STARTING.get();
        if (chunk == null) {
            throw new IllegalStateException("No query was prepared in this thread");
        }
        return chunk;
    }

    @Override
    public RowMapper<?> newBeanRowMapper(Class<?> type) {
        throw new UnsupportedOperationException("Rows are records");
    }

    @Override
    public Iterator<?> createPopulateIterator(
            String query, String preparedQuery, int expectedParams, Exchange exchange, Object value) {
        return Collections.emptyIterator();
    }

    @Override
    public void populateStatement(PreparedStatement statement, Iterator<?> values, int expectedParams) {
        // A query without parameters.
    }
}
