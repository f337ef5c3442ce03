package dev.refgate.action;

import dev.refgate.Refgate;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.ForgeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The job of GitHub Actions that this runs in, as its variables and its event tell it.
 *
 * @param variables of the process
 */
record Job(Map<String, String> variables) {

    /**
     * The pull request that the job is about.
     *
     * @param number of the pull request
     * @param head the commit that it would bring
     * @param base the commit of the base branch when the event happened
     * @param target the base branch's name: somebody else's text
     * @param fork whether it comes from another repository
     */
    record PullRequest(int number, String head, String base, String target, boolean fork) {}

    /** A variable that is set, and not to nothing. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** {@code owner/name}. */
    Optional<String> repository() {
        return variable("GITHUB_REPOSITORY");
    }

    /** Where the forge is, such as {@code https://github.com}. */
    Optional<String> server() {
        return variable("GITHUB_SERVER_URL").map(url -> url.replaceAll("/+$", ""));
    }

    /** Where the repository is fetched from and pushed to. */
    Optional<String> repositoryAddress() {
        return server().flatMap(server -> repository().map(name -> server + "/" + name));
    }

    /** The base of the forge's API: an Enterprise Server has its own. */
    URI api() {
        return variable("GITHUB_API_URL").map(Job::uri).orElse(ForgeSettings.GITHUB);
    }

    /** The page of this run. */
    Optional<URI> page() {
        return repositoryAddress()
                .filter(address -> address.startsWith("http"))
                .flatMap(address -> variable("GITHUB_RUN_ID").map(run -> uri(address + "/actions/runs/" + run)));
    }

    /** Where files may be put that only this job needs. */
    Path temporaryFolder() {
        return Path.of(variable("RUNNER_TEMP").orElseGet(() -> System.getProperty("java.io.tmpdir", ".")));
    }

    boolean isDebugging() {
        return variable("RUNNER_DEBUG").isPresent();
    }

    /** Whether pull requests of forks get a token that may write. */
    boolean isTrusted() {
        return variable("GITHUB_EVENT_NAME")
                .filter("pull_request_target"::equals)
                .isPresent();
    }

    /** Empty when the event is about none. */
    Optional<PullRequest> pullRequest() {
        if (!(event().get("pull_request") instanceof Map<?, ?> request)
                || !(request.get("number") instanceof Long number)
                || !(request.get("head") instanceof Map<?, ?> head)
                || !(request.get("base") instanceof Map<?, ?> base)) {
            return Optional.empty();
        }
        String from = head.get("repo") instanceof Map<?, ?> repo ? String.valueOf(repo.get("full_name")) : "";
        return Optional.of(new PullRequest(
                Math.toIntExact(number),
                String.valueOf(head.get("sha")),
                String.valueOf(base.get("sha")),
                String.valueOf(base.get("ref")),
                !from.equalsIgnoreCase(repository().orElse(""))));
    }

    private Map<?, ?> event() {
        Optional<Path> file = variable("GITHUB_EVENT_PATH").map(Path::of).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return Map.of();
        }
        try {
            return Refgate.json().read(Files.readAllBytes(file.get())) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException("URL: " + text + " (expected one, in the variables of the job)", e);
        }
    }

    @Override
    public String toString() {
        return "Job";
    }
}
