package dev.refgate.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource({
        "read, read, true",
        "read, write, false",
        "read, execute:staging, false",
        "write, read, false",
        "execute:staging, execute:staging, true",
        "execute:staging, execute:production, false",
        "execute:staging, execute:*, false",
        "execute:staging, promote:staging, false",
        "execute:*, execute:production, true",
        "execute:*, promote:production, false",
        "promote:production, promote:production, true",
        "admin, admin, true",
        "admin, execute:production, true",
        "write, admin, false",
        "execute:*, execute:pr-42, false",
        "execute:pr-*, execute:pr-42, true",
        "execute:pr-42, execute:pr-42, true",
        "execute:pr-42, execute:pr-43, false",
        "execute:pr-*, execute:production, false",
        "execute:pr-*, execute:*, false",
        "read, execute:pr-42, false",
        "admin, execute:pr-42, true",
        "execute:*, execute:ephemeral, false",
        "execute:pr-*, execute:ephemeral, false",
        "execute:ephemeral, execute:ephemeral, true",
        "execute:ephemeral, execute:production, false",
        "execute:ephemeral, execute:*, false",
        "promote:*, execute:ephemeral, false",
        "write, execute:ephemeral, false",
        "read, execute:ephemeral, false",
        "admin, execute:ephemeral, true"
    })
    void whatAScopeAllows(String has, String needs, boolean allowed) {
        assertThat(Scope.parse(has).allows(Scope.parse(needs))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "execute",
                "read:staging",
                "admin:*",
                "execute:",
                "execute:a b",
                "promote:pr-*",
                "promote:ephemeral",
                "execute:p*",
                "Read",
                "all"
            })
    void whatIsNoScopeIsRefusedWithThoseThatThereAre(String text) {
        assertThatThrownBy(() -> Scope.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("scope: ");
    }

    @Test
    void aScopeIsWrittenAsItIsRead() {
        assertThat(Scope.parse("execute:pr-7").toString()).isEqualTo("execute:pr-7");
        assertThat(Scope.parse("read")).isEqualTo(Scope.READ);
    }
}
