package dev.refgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.Location;
import dev.refgate.document.Problem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Problems as commands that GitHub Actions reads. */
class GithubAnnotationsTest {
    private static final Location PLACE = new Location("workflows/a/workflow.yml", 3, 7);

    @Test
    void aProblemMarksItsLine() {
        assertThat(new GithubAnnotations("examples/").line(new Problem(PLACE, "unknown key \"x\"")))
                .isEqualTo("::error file=examples/workflows/a/workflow.yml,line=3,col=7,title=refgate validate::unknown"
                        + " key \"x\"");
    }

    @Test
    void aProblemOfAWholeFileHasNoLine() {
        assertThat(new GithubAnnotations("").line(new Problem(Location.ofFile("refgate.yml"), "missing")))
                .isEqualTo("::error file=refgate.yml,title=refgate validate::missing");
    }

    @Test
    void whatWouldEndAPropertyOrTheLineIsEscaped() {
        Problem problem = new Problem(Location.ofFile("workflows/a,b:c%/x\ny"), "100 %: one,\r\n::error::two");

        assertThat(new GithubAnnotations("").line(problem))
                .isEqualTo(
                        "::error file=workflows/a%2Cb%3Ac%25/x%0Ay,title=refgate validate::100 %25: one,%0D%0A::error::two");
    }

    @Property
    void theRunnerReadsBackWhatWasMeant(@ForAll String file, @ForAll String message) {
        String line = new GithubAnnotations("").line(new Problem(Location.ofFile(file), message));

        assertThat(line).doesNotContain("\n", "\r");
        int data = line.indexOf("::", 2);
        String property = line.substring("::error file=".length(), data).split(",", 2)[0];
        assertThat(unescaped(property)).isEqualTo(file);
        assertThat(unescaped(line.substring(data + 2))).isEqualTo(message);
    }

    /** As the runner does it. */
    private static String unescaped(String text) {
        return text.replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%25", "%");
    }
}
