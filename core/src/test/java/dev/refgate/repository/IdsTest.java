package dev.refgate.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void aWorkflowIdHasTheFormThatItsPatternSays() {
        for (char first = 0; first < 256; first++) {
            for (char second = 0; second < 256; second++) {
                String id = "" + first + second;
                assertThat(WorkflowId.isValid(id)).as(id).isEqualTo(id.matches(WorkflowId.PATTERN));
            }
        }
        assertThat(WorkflowId.isValid("a")).isTrue();
        assertThat(WorkflowId.isValid("a".repeat(100))).isTrue();
        assertThat(WorkflowId.isValid("a".repeat(101))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_a", "-a", "A", "a.b", "a/b", "ä", "\uff41", "a\n", "revisions", "execute"})
    void otherWorkflowIdsAreRefused(String id) {
        assertThat(WorkflowId.isValid(id)).isFalse();
        assertThatThrownBy(() -> new WorkflowId(id)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aContentIdIs40LowerCaseDigits() {
        String digits = "0123456789abcdef0123456789abcdef01234567";
        String tooLong = digits + "0";
        String upperCase = digits.toUpperCase(Locale.ROOT);

        assertThat(new ContentId(digits).abbreviated()).isEqualTo("0123456789ab");
        for (String wrong : new String[] {"", digits.substring(1), tooLong, upperCase, "g" + digits.substring(1)}) {
            assertThatThrownBy(() -> new ContentId(wrong))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("content id: " + wrong + " (expected 40 hexadecimal digits)");
        }
    }
}
