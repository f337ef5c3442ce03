package dev.refgate.internal.forge;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.CommitStatus;
import dev.refgate.promotion.ForgeSettings;
import dev.refgate.promotion.Noticeboard;
import dev.refgate.repository.CommitId;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** GitHub's comments, commit statuses and deployments, by the REST API. */
public final class GitHubNoticeboard implements Noticeboard {
    private static final int PAGE = 100;
    /** Of very long conversations the rest is not looked at. */
    private static final int MOST_PAGES = 20;

    private static final String COMMENTS = "pull-requests: write";

    private final String repository;
    private final GitHubApi api;
    private final GitHubForge forge;

    public GitHubNoticeboard(ForgeSettings settings, JsonFormat json) {
        this.repository = settings.repository();
        this.api = new GitHubApi(settings, json, Patience.ofSystem());
        this.forge = new GitHubForge(settings, api);
    }

    @Override
    public URI comment(int number, String mark, UnaryOperator<String> edit) {
        Optional<GitHubAnswer> found = find(number, mark);
        String before = found.map(comment -> comment.text("body")).orElse("");
        Map<String, Object> body = Map.of("body", edit.apply(before));
        GitHubCall call = found.isPresent()
                ? GitHubCall.patch(
                        "comment", path("issues/comments/" + found.get().id("id")), body, COMMENTS)
                : GitHubCall.post(
                        "pull request #" + number, path("issues/" + number + "/comments"), body, COMMENTS, false);
        return api.send(call).uri("html_url");
    }

    private Optional<GitHubAnswer> find(int number, String mark) {
        Optional<String> self = Optional.empty();
        for (int page = 1; page <= MOST_PAGES; page++) {
            String query = "comments?per_page=" + PAGE + "&page=" + page;
            List<GitHubAnswer> comments = api.send(GitHubCall.get(
                            "pull request #" + number, path("issues/" + number + "/" + query), "pull-requests: read"))
                    .list();
            for (GitHubAnswer comment : comments) {
                if (!comment.find("user").isPresent() || !comment.text("body").startsWith(mark)) {
                    continue;
                }
                self = self.isPresent() ? self : Optional.of(self());
                if (isOf(self.get(), comment.object("user"))) {
                    return Optional.of(comment);
                }
            }
            if (comments.size() < PAGE) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Who the token is; tokens of apps, such as that of a job, are nobody who may ask, and then it is empty. */
    private String self() {
        try {
            return api.send(GitHubCall.get("user", "/user", "(none)")).text("login");
        } catch (RemoteException e) {
            return "";
        }
    }

    /** Apps cannot tell who they are; but no person is a bot. */
    private static boolean isOf(String self, GitHubAnswer user) {
        return self.isEmpty()
                ? user.text("type").equals("Bot")
                : user.text("login").equals(self);
    }

    @Override
    public void post(CommitId commit, CommitStatus status) {
        forge.post(commit, status);
    }

    @Override
    public long deployment(CommitId commit, String environment, String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ref", commit.hex());
        body.put("environment", environment);
        body.put("description", CommitStatus.line(description));
        // The commit is what was deployed: nothing is merged into it first, and no status has to come before.
        body.put("auto_merge", false);
        body.put("required_contexts", List.of());
        return api.send(GitHubCall.post("commit " + commit, path("deployments"), body, "deployments: write", false))
                .id("id");
    }

    @Override
    public void update(long deployment, DeploymentState state, String description, Optional<URI> details) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", state.name().toLowerCase(Locale.ROOT));
        body.put("description", CommitStatus.line(description));
        details.ifPresent(page -> body.put("log_url", page.toString()));
        String path = path("deployments/" + deployment + "/statuses");
        api.send(GitHubCall.post("deployment " + deployment, path, body, "deployments: write", true));
    }

    private String path(String rest) {
        return "/repos/" + repository + "/" + rest;
    }
}
