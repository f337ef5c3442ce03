package dev.refgate.report;

import dev.refgate.document.Location;
import dev.refgate.document.Problem;

/** Problems as workflow commands of GitHub Actions: printed by a job, they mark the lines in the pull request. */
public final class GithubAnnotations {
    private static final String TITLE = "refgate validate";

    private final String prefix;

    /**
     * @param prefix the folder that the problems' files are in, from the repository's root, with a {@code /} at its end;
     *     empty for the root
     */
    public GithubAnnotations(String prefix) {
        this.prefix = prefix;
    }

    /** One line: {@code ::error file=…,line=…,col=…,title=…::message}. */
    public String line(Problem problem) {
        Location location = problem.location();
        StringBuilder line = new StringBuilder("::error file=").append(property(prefix + location.file()));
        if (location.line() > 0) {
            line.append(",line=").append(location.line());
        }
        if (location.column() > 0) {
            line.append(",col=").append(location.column());
        }
        return line.append(",title=")
                .append(property(TITLE))
                .append("::")
                .append(data(problem.message()))
                .toString();
    }

    /** A message may hold anything but the end of its line. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** A property's value may not hold what ends it, either. */
    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
