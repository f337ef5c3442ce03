package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "127.255.255.254:80", "[::1]:8080"})
    void thisMachine(String authority) {
        assertThat(Loopback.isLoopbackAuthority(authority)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "localhost.example.com",
                "127.0.0.1.example.com",
                "127.0.0.1@example.com",
                "example.com:127",
                "127.0.0.256",
                "127.1",
                "0.0.0.0",
                "10.0.0.1",
                "[::2]",
                "localhost:8080:1",
                "localhost:",
                " localhost",
                "2130706433"
            })
    void anythingElse(String authority) {
        assertThat(Loopback.isLoopbackAuthority(authority)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1", "https://[::1]:8443"})
    void pagesOfThisMachine(String origin) {
        assertThat(Loopback.isLoopbackOrigin(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "https://example.com",
                "http://localhost.example.com",
                "http://127.0.0.1@evil.example",
                "file://"
            })
    void pagesOfOthers(String origin) {
        assertThat(Loopback.isLoopbackOrigin(origin)).isFalse();
    }
}
