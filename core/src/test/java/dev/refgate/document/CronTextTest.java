package dev.refgate.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "0 18 * * FRI",
                "0 8 * * 1-5",
                "*/15 0-6,22-23 1-7 jan-mar 0",
                "59 23 31 12 7",
                "0 0 29 2 *",
                "0 0 31 2 MON",
                "0-30/10 * * * sun,Sat",
                "0  0  1  1  *"
            })
    void acceptsWhatComesToPass(String cron) {
        assertThat(problem(cron)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    60 * * * *      | "60" cannot stand in a cron expression here (expected minute: 0-59, or *, a-b, a,b, */n, a-b/n)
                    * 24 * * *      | "24" cannot stand in a cron expression here (expected hour: 0-23, or *, a-b, a,b, */n, a-b/n)
                    * * 0 * *       | "0" cannot stand in a cron expression here (expected day of month: 1-31, or *, a-b, a,b, */n, a-b/n)
                    * * * 13 *      | "13" cannot stand in a cron expression here (expected month: 1-12 or JAN-DEC, or *, a-b, a,b, */n, a-b/n)
                    * * * * 8       | "8" cannot stand in a cron expression here (expected day of week: 0-7 or SUN-SAT, or *, a-b, a,b, */n, a-b/n)
                    * * * * FRIDAY  | "FRIDAY" cannot stand in a cron expression here (expected day of week: 0-7 or SUN-SAT, or *, a-b, a,b, */n, a-b/n)
                    30-10 * * * *   | "30-10" cannot stand in a cron expression here (expected minute: 0-59, or *, a-b, a,b, */n, a-b/n)
                    */0 * * * *     | "*/0" cannot stand in a cron expression here (expected minute: 0-59, or *, a-b, a,b, */n, a-b/n)
                    5/10 * * * *    | "5/10" cannot stand in a cron expression here (expected minute: 0-59, or *, a-b, a,b, */n, a-b/n)
                    1,,2 * * * *    | "1,,2" cannot stand in a cron expression here (expected minute: 0-59, or *, a-b, a,b, */n, a-b/n)
                    1, * * * *      | "1," cannot stand in a cron expression here (expected minute: 0-59, or *, a-b, a,b, */n, a-b/n)
                    * * ? * *       | "?" cannot stand in a cron expression here (expected day of month: 1-31, or *, a-b, a,b, */n, a-b/n)
                    0 0 30 2 *      | the time "0 0 30 2 *" never comes (expected a day that one of its months has)
                    0 0 31 2,4,6 *  | the time "0 0 31 2,4,6 *" never comes (expected a day that one of its months has)
                    """)
    void saysWhichFieldIsWrong(String cron, String expected) {
        assertThat(problem(cron)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * *", "* * * * * *", "", "@daily", " * * * * *"})
    void leavesTheNumberOfFieldsToTheShape(String cron) {
        assertThat(problem(cron)).isEmpty();
        assertThat(cron).doesNotMatch(CronText.PATTERN);
    }

    private static String problem(String cron) {
        Problems problems = new Problems();
        CronText.check(new ScalarNode(new Location("w.yml", 1, 1), cron), problems);
        return problems.sorted().stream().map(Problem::message).findFirst().orElse("");
    }
}
