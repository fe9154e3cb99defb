package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.settings.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LoadPropertiesTest {

    private static PGSimpleDataSource dataSource(Map<String, String> properties) {
        var settings = new ConnectionSettings("postgresql", "h", 5432, "d", "u", new Secret("p"), properties);
        return new Connector(LoadProperties.addTo(settings), new Failures(settings)).dataSource();
    }

    @Test
    void importsHaveTheirDefaults() {
        PGSimpleDataSource dataSource = dataSource(Map.of());

        assertThat(dataSource.getReWriteBatchedInserts()).isTrue();
        assertThat(dataSource.getTcpKeepAlive()).isTrue();
        assertThat(dataSource.getConnectTimeout()).isEqualTo(30);
        assertThat(dataSource.getPrepareThreshold()).isEqualTo(3);
        assertThat(dataSource.getPreparedStatementCacheQueries()).isEqualTo(256);
        assertThat(dataSource.getDefaultRowFetchSize()).isEqualTo(1000);
        assertThat(dataSource.getAssumeMinServerVersion()).isEqualTo("12.0");
        assertThat(dataSource.getSocketTimeout())
                .as("a silent server is not a dead one")
                .isZero();
        assertThat(dataSource.getStringType()).isNull();
    }

    @Test
    void aSpecificationWins() {
        PGSimpleDataSource dataSource =
                dataSource(Map.of("socketTimeout", "300", "connectTimeout", "5", "reWriteBatchedInserts", "false"));

        assertThat(dataSource.getSocketTimeout()).isEqualTo(300);
        assertThat(dataSource.getConnectTimeout()).isEqualTo(5);
        assertThat(dataSource.getReWriteBatchedInserts()).isFalse();
        assertThat(dataSource.getPrepareThreshold()).isEqualTo(3);
    }
}
