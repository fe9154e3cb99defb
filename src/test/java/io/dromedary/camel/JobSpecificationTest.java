package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.settings.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSpecificationTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:mem:x;USER=sa;PASSWORD=s3cret, jdbc:h2:mem:x",
        "jdbc:mysql://root:s3cret@db:3306/shop?useSSL=true, jdbc:mysql://db:3306/shop",
        "jdbc:mysql://db/shop?password=s3cret, jdbc:mysql://db/shop",
        "jdbc:oracle:thin:scott/s3cret@//db:1521/orcl, jdbc:oracle://db:1521/orcl",
        "jdbc:sqlserver://db:1433;user=sa;password=s3cret, jdbc:sqlserver://db:1433",
        "jdbc:mysql://(host=db;password=s3cret)/shop, jdbc:mysql://",
        "jdbc:sqlite:/srv/a.db, jdbc:sqlite:/srv/a.db"
    })
    void theAddressOfAUrlHasNoSecrets(String url, String address) {
        assertThat(JobSpecification.withoutSecrets(url)).isEqualTo(address);
    }

    @Test
    void aMessageThatQuotesAUrlHasNoSecrets() {
        String url = "jdbc:h2:mem:x;PASSWORD=s3cret";
        var database = new ConnectionSettings("jdbc", "", 0, url, "sa", new Secret("s3cret"), Map.of());

        assertThat(JobSpecification.scrubbed(url + " refuses", database)).isEqualTo("jdbc:h2:mem:x refuses");
    }
}
