package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.FailureCategory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStatesTest {

    @ParameterizedTest
    @CsvSource({
        "08006, true, SOURCE",
        "08001, true, SOURCE",
        "08004, false, SOURCE",
        "08P01, false, SOURCE",
        "53300, true, SOURCE",
        "53200, true, SOURCE",
        "57P01, true, SOURCE",
        "57P02, true, SOURCE",
        "57P03, true, SOURCE",
        "57014, false, SOURCE",
        "40001, true, SOURCE",
        "40P01, true, SOURCE",
        "55P03, true, SOURCE",
        "42P01, false, CONFIGURATION",
        "42501, false, CONFIGURATION",
        "42703, false, CONFIGURATION",
        "22012, false, DATA",
        "28P01, false, SOURCE",
        "XX001, false, SOURCE",
    })
    void saysWhoHasToActAndWhetherToTryAgain(String state, boolean retryable, FailureCategory category) {
        assertThat(SqlStates.isTransient(state)).isEqualTo(retryable);
        assertThat(SqlStates.category(state)).isEqualTo(category);
    }

    @Test
    void blamesTheSourceWhereThereIsNoState() {
        assertThat(SqlStates.isTransient(null)).isFalse();
        assertThat(SqlStates.category(null)).isEqualTo(FailureCategory.SOURCE);
    }
}
