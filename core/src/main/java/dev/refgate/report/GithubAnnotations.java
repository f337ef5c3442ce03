package dev.refgate.report;

import dev.refgate.document.Location;
import dev.refgate.document.Problem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** What went wrong as workflow commands of GitHub Actions: printed by a job, they mark the lines in the pull request. */
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

    /**
     * For files below a folder of a work tree: a pull request's lines are named from the repository's root.
     *
     * @param folder in a work tree, or not
     */
    public static GithubAnnotations below(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        for (Path root = path; root != null; root = root.getParent()) {
            if (Files.exists(root.resolve(".git"))) {
                String below = root.relativize(path).toString().replace(File.separatorChar, '/');
                return new GithubAnnotations(below.isEmpty() ? "" : below + "/");
            }
        }
        return new GithubAnnotations("");
    }

    /** One line, {@code ::error title=…::message}, which marks no file. */
    public static String error(String title, String message) {
        return "::error title=" + property(title) + "::" + data(message);
    }

    /** One line, {@code ::warning title=…::message}, which marks no file. */
    public static String warning(String title, String message) {
        return "::warning title=" + property(title) + "::" + data(message);
    }

    /** One line: {@code ::error file=…,line=…,col=…,title=…::message}. */
    public String line(Problem problem) {
        return line(TITLE, problem);
    }

    /** The same under another title. */
    public String line(String title, Problem problem) {
        Location location = problem.location();
        StringBuilder line = new StringBuilder("::error file=").append(property(prefix + location.file()));
        if (location.line() > 0) {
            line.append(",line=").append(location.line());
        }
        if (location.column() > 0) {
            line.append(",col=").append(location.column());
        }
        return line.append(",title=")
                .append(property(title))
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
