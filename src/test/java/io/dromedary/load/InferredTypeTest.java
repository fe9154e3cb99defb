package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferredTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1;-5;0|integer",
                "1;2147483648|bigint",
                "9223372036854775807;-9223372036854775808|bigint",
                "9223372036854775808|numeric",
                "1;2.50|numeric",
                "-0.5;1|numeric",
                "007|text",
                "1;00|text",
                "-0|text",
                "+49|text",
                "1e5|text",
                "1.|text",
                ".5|text",
                "1,5|text",
                "true;FALSE|boolean",
                "true;1|text",
                "t|text",
                "2024-02-29|date",
                "2023-02-29|text",
                "0000-01-01|text",
                "2024-02-29;2024-02-29 12:00|text",
                "2024-02-29 12:00;2024-02-29T23:59:59.123456|timestamp",
                "2024-02-29 12:00:00.1234567|text",
                "2024-02-29 24:00|text",
                "2024-02-29 12:00Z;2024-02-29T12:00:00+02:30|timestamptz",
                "2024-02-29 12:00;2024-02-29 12:00Z|text",
                "8c6f0000-0000-4000-8000-00000000000F|uuid",
                "8c6f00000000400080000000000000000000|text",
                "{\"a\": [1]};[]|json",
                "{a}|text",
                "[1] 2|text",
                "' 1'|text",
                "''|text"
            })
    void isTheNarrowestThatKeepsAllValues(String values, String type) {
        int possible = InferredType.ALL;
        for (String value : values.split(";", -1)) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            possible = InferredType.narrow(possible, bytes, 0, bytes.length);
        }
        assertThat(InferredType.narrowest(possible).sql()).as(values).isEqualTo(type);
    }

    @Test
    void isTextWithoutAValue() {
        assertThat(InferredType.narrowest(InferredType.ALL)).isEqualTo(InferredType.TEXT);
    }
}
