package io.dromedary.load.xlsx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.input.RecordText;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SharedStringsTest {
    private static InputStream xml(String items) {
        return new ByteArrayInputStream("<sst>%s</sst>".formatted(items).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SharedStrings strings, int index) {
        var record = new RecordText();
        strings.put(index, record);
        record.endField();
        return record.text(0);
    }

    @Test
    void keepsTextsOfAnySize() {
        String large = "é".repeat(700_000);
        SharedStrings strings = SharedStrings.read(
                "s", xml("<si><t>a</t></si><si><t>%s</t></si><si/><si><t>b</t></si>".formatted(large)), 8 << 20);

        assertThat(text(strings, 0)).isEqualTo("a");
        assertThat(text(strings, 1)).isEqualTo(large);
        assertThat(text(strings, 2)).isEmpty();
        assertThat(text(strings, 3)).isEqualTo("b");
    }

    @Test
    void moreThanThereIsMemoryForIsRefused() {
        String items = "<si><t>0123456789</t></si>".repeat(200_000);

        assertThatThrownBy(() -> SharedStrings.read("book.xlsx: xl/sharedStrings.xml", xml(items), 3 << 20))
                .isInstanceOfSatisfying(DromedaryException.class, e -> assertThat(e.category())
                        .isEqualTo(FailureCategory.CONFIGURATION))
                .hasMessage("book.xlsx: xl/sharedStrings.xml: the texts of the workbook take more than 3"
                        + " MB of memory, a quarter"
                        + " of what the program has. Give it more, such as DROMEDARY_HEAP=2g,"
                        + " or save the sheet as CSV");
    }
}
