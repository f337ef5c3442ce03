package dev.refgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.report.Sheet.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {
    private static final Sheet SHEET = Sheet.of("deployed to staging", "<b>`why`</b>\u001b[31m")
            .and(new Table(List.of("GATE", "EVIDENCE"), List.of(List.of("smoke", "a|b <script>\n| x |"))));

    @Test
    void textHasAnEmptyLineBetweenPartsAndSteersNoTerminal() {
        assertThat(SHEET.text().lines())
                .containsExactly(
                        "deployed to staging",
                        "<b>`why`</b>\\u001b[31m",
                        "",
                        "GATE   EVIDENCE",
                        "smoke  a|b <script>\\n| x |");
    }

    @Test
    void inMarkdownForeignTextIsCodeAndStaysInItsCell() {
        assertThat(SHEET.markdown("promote").lines())
                .contains(
                        "## `promote`",
                        "| GATE | EVIDENCE |",
                        "| --- | --- |",
                        "| `smoke` | `a\\|b <script>\\n\\| x \\|` |",
                        "``<b>`why`</b>\\u001b[31m``  ");
    }

    @Test
    void inAPageForeignTextIsText() {
        assertThat(SHEET.html("a <title>"))
                .contains(
                        "<h1>a &lt;title&gt;</h1>",
                        "&lt;b&gt;`why`&lt;/b&gt;",
                        "<td>a|b &lt;script&gt;\\n| x |</td>",
                        "default-src 'none'")
                .endsWith("</html>\n");
    }

    @Test
    void whatDoesNotFitIntoAReviewIsCounted() {
        Sheet large = new Sheet(List.of(new Table(
                List.of("A"),
                java.util.Collections.nCopies(5_000, List.of("0123456789012345678901234567890123456789")))));

        assertThat(large.markdown("large")).hasSizeLessThan(60_001).containsPattern("[0-9]+ rows of a table");
    }
}
