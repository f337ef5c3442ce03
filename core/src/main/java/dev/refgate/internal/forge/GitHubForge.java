package dev.refgate.internal.forge;

import dev.refgate.document.JsonFormat;
import dev.refgate.promotion.CommitStatus;
import dev.refgate.promotion.Forge;
import dev.refgate.promotion.ForgeSettings;
import dev.refgate.promotion.NewPullRequest;
import dev.refgate.promotion.PullRequest;
import dev.refgate.repository.CommitId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GitHub, and GitHub Enterprise Server, by the REST API. */
public final class GitHubForge implements Forge {
    /** As many as GitHub gives at once. */
    private static final int PAGE = 100;

    private static final int MOST_PAGES = 50;

    private final ForgeSettings settings;
    private final GitHubApi api;

    public GitHubForge(ForgeSettings settings, JsonFormat json) {
        this(settings, new GitHubApi(settings, json, Patience.ofSystem()));
    }

    GitHubForge(ForgeSettings settings, GitHubApi api) {
        this.settings = settings;
        this.api = api;
    }

    @Override
    public String location() {
        return settings.toString();
    }

    @Override
    public Optional<PullRequest> findOpen(String head, String base) {
        String owner = settings.repository().substring(0, settings.repository().indexOf('/'));
        return list("head=" + encoded(owner + ":" + head) + "&base=" + encoded(base)).stream()
                .filter(request -> request.headBranch().equals(head) && !request.fork())
                .findFirst();
    }

    @Override
    public List<PullRequest> openTo(String base) {
        return list("base=" + encoded(base));
    }

    private List<PullRequest> list(String query) {
        List<PullRequest> found = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            List<GitHubAnswer> answers = page(query, page);
            answers.forEach(answer -> found.add(pullRequest(answer)));
            if (answers.size() < PAGE) {
                break;
            }
        }
        return List.copyOf(found);
    }

    private List<GitHubAnswer> page(String query, int number) {
        String paging = "&per_page=" + PAGE + "&page=" + number;
        return api.send(GitHubCall.get(
                        "pull requests",
                        path("pulls?state=open&sort=created&direction=desc" + paging + "&" + query),
                        "pull-requests: read"))
                .list();
    }

    @Override
    public PullRequest read(int number) {
        return pullRequest(
                api.send(GitHubCall.get("pull request #" + number, path("pulls/" + number), "pull-requests: read")));
    }

    @Override
    public PullRequest open(NewPullRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", request.title());
        body.put("head", request.head());
        body.put("base", request.base());
        body.put("body", request.body());
        body.put("draft", request.draft());
        return pullRequest(
                api.send(GitHubCall.post("pull requests", path("pulls"), body, "pull-requests: write", false)));
    }

    @Override
    public void post(CommitId commit, CommitStatus status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", status.state().word());
        body.put("context", status.context());
        body.put("description", status.description());
        status.details().ifPresent(details -> body.put("target_url", details.toString()));
        // The latest status of a context counts, so the same one twice does no harm.
        api.send(GitHubCall.post("commit " + commit, path("statuses/" + commit), body, "statuses: write", true));
    }

    private PullRequest pullRequest(GitHubAnswer answer) {
        GitHubAnswer head = answer.object("head");
        String repository =
                head.find("repo").map(repo -> repo.text("full_name")).orElse("");
        PullRequest.State state = answer.text("state").equals("open")
                ? PullRequest.State.OPEN
                : answer.isSet("merged_at") ? PullRequest.State.MERGED : PullRequest.State.CLOSED;
        return new PullRequest(
                answer.number("number"),
                answer.uri("html_url"),
                state,
                answer.isTrue("draft"),
                answer.commit(head, "sha"),
                head.text("ref"),
                !repository.equalsIgnoreCase(settings.repository()),
                answer.object("base").text("ref"));
    }

    private String path(String rest) {
        return "/repos/" + settings.repository() + "/" + rest;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
