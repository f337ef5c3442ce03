package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {

    @Test
    void argumentsThatAShellWouldChangeAreQuoted() {
        assertThat(Program.quote("/tmp/a_b-c.yml")).isEqualTo("/tmp/a_b-c.yml");
        assertThat(Program.quote("a b")).isEqualTo("'a b'");
        assertThat(Program.quote("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
        assertThat(Program.quote("")).isEqualTo("''");
    }

    @Test
    void anotherPortReplacesTheFirstHoweverItWasWritten() {
        assertThat(PortOffer.withPort(List.of("serve", "--port", "1", "--no-auth"), 2))
                .containsExactly("serve", "--no-auth", "--port", "2");
        assertThat(PortOffer.withPort(List.of("serve", "--port=1", "--no-auth"), 2))
                .containsExactly("serve", "--no-auth", "--port", "2");
        assertThat(PortOffer.withPort(List.of("serve"), 2)).containsExactly("serve", "--port", "2");
    }
}
