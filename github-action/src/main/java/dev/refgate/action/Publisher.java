package dev.refgate.action;

import dev.refgate.ExitCode;
import dev.refgate.error.RefgateException;
import dev.refgate.promotion.Noticeboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Brings a report to wherever somebody reads it. What the forge does not take is a warning: the work is done by then. */
final class Publisher {
    private final Workplace workplace;
    private final String command;

    Publisher(Workplace workplace, String command) {
        this.workplace = workplace;
        this.command = Commands.names().contains(command) ? command : "refgate";
    }

    /**
     * @throws IOException when what programs or people rely on cannot be written
     */
    void publish(Report report) throws IOException {
        workplace.log().text(report.text(command));
        report.annotations().forEach(workplace.log()::command);
        String markdown = report.markdown(command, Noticeboard.LONGEST_COMMENT);
        Path file = file();
        Files.writeString(file, markdown);
        Optional<String> summary = workplace.job().variable("GITHUB_STEP_SUMMARY");
        if (summary.isPresent()) {
            append(Path.of(summary.get()), markdown + "\n");
        }
        comment(report);
        Optional<String> outputs = workplace.job().variable("GITHUB_OUTPUT");
        if (outputs.isPresent()) {
            OutputFile.append(Path.of(outputs.get()), outputs(report, file));
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Where the input says, else a new one for each use. */
    private Path file() throws IOException {
        Optional<String> named = workplace.inputs().find("report");
        if (named.isEmpty()) {
            Path folder = Files.createDirectories(workplace.job().temporaryFolder());
            return Files.createTempFile(folder, "refgate-" + command + "-", ".md");
        }
        Path file = Path.of(named.get()).toAbsolutePath();
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return file;
    }

    private static Map<String, String> outputs(Report report, Path file) {
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("verdict", report.verdict().word());
        outputs.put("exit-code", String.valueOf(report.exitCode()));
        outputs.put("report-path", file.toString());
        outputs.put("changed-workflows", "[]");
        outputs.putAll(report.outputs());
        return outputs;
    }

    private void comment(Report report) {
        Optional<Job.PullRequest> request = workplace.job().pullRequest();
        if (request.isEmpty() || report.exitCode() == ExitCode.USAGE) {
            return;
        }
        try {
            if (workplace.wants("comment")) {
                comment(request.get(), report);
            }
        } catch (RefgateException e) {
            workplace.log().warning("no comment on the pull request: " + e.getMessage());
        }
    }

    /** A fork's pull request has a token that only reads; the summary has to do. */
    private void comment(Job.PullRequest request, Report report) {
        if (request.fork() && !workplace.job().isTrusted()) {
            workplace
                    .log()
                    .text("No comment: the token of a fork's pull request only reads. The summary says the same.");
            return;
        }
        Optional<Noticeboard> board = workplace.noticeboard();
        if (board.isEmpty()) {
            return;
        }
        StickyComment.Use use = new StickyComment.Use(command, key(), commit(request));
        board.get().comment(request.number(), StickyComment.MARK, before -> StickyComment.edited(before, use, report));
    }

    private static String commit(Job.PullRequest request) {
        return request.head().matches("[0-9a-f]{4,40}") ? request.head() : "-";
    }

    /** The same for the same question, in the next run too. */
    private String key() {
        StringBuilder question = new StringBuilder();
        for (String input : new String[] {"path", "from", "to", "environment", "workflows", "revision"}) {
            question.append(workplace.inputs().find(input).orElse("")).append('\n');
        }
        return "%08x".formatted(question.toString().hashCode());
    }
}
