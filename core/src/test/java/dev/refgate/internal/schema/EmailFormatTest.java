package dev.refgate.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.workflow.JsonSchemas.JsonSchema;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailFormatTest {
    private static final JsonSchema EMAIL =
            new NetworkntJsonSchemas().compile(Map.of("type", "string", "format", "email"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane.doe@example.com",
                "ops@shops.example",
                "root@localhost",
                "jane+tag@mail.corp.internal",
                "\"jane doe\"@example.com",
                "jane@[127.0.0.1]",
                "o'neill@example.com"
            })
    void aMailboxOfAnyDomainIsFine(String address) {
        assertThat(EMAIL.validate(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane",
                "@example.com",
                "jane@",
                "jane@@example.com",
                ".jane@example.com",
                "jane..doe@example.com",
                "jane doe@example.com",
                "jane@exa mple.com",
                "jane@-example.com",
                "jane@example..com",
                "jane@example.com\n"
            })
    void whatIsNoMailboxIsRefused(String address) {
        assertThat(EMAIL.validate(address))
                .singleElement()
                .satisfies(violation -> assertThat(violation.keyword()).isEqualTo("format"));
    }
}
