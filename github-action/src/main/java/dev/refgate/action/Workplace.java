package dev.refgate.action;

import dev.refgate.Refgate;
import dev.refgate.RepositoryPlace;
import dev.refgate.client.ClientOptions;
import dev.refgate.client.RefgateClient;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.gate.GateSettings;
import dev.refgate.gate.GateSettings.Commands;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.ForgeSettings;
import dev.refgate.promotion.Noticeboard;
import dev.refgate.remote.RemoteLocation;
import dev.refgate.repository.WorkflowId;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What commands work with: the inputs, the job, and what both lead to. */
final class Workplace {
    private static final String HERE = ".";
    private static final String NONE = "none";
    private static final String REMOTE = "REFGATE_REMOTE";
    private static final String REMOTE_TOKEN = "REFGATE_REMOTE_TOKEN";

    private final Inputs inputs;
    private final Job job;
    private final Log log;

    Workplace(Inputs inputs, Job job, Log log) {
        this.inputs = inputs;
        this.job = job;
        this.log = log;
    }

    Inputs inputs() {
        return inputs;
    }

    Job job() {
        return job;
    }

    Log log() {
        return log;
    }

    List<WorkflowId> workflows() {
        return inputs.list("workflows").stream().map(WorkflowId::new).toList();
    }

    /** The folder with the files that are tested as they are. */
    Path folder() {
        return Path.of(inputs.find("path").orElse(HERE));
    }

    /** The folder of the checkout, or of the repository that an input names. */
    Path checkout() {
        return Path.of(inputs.find("repository").orElse(HERE));
    }

    /** The repository that is read and moved: without an input, the job's own on the forge. */
    Refgate open() {
        Refgate.Options defaults = Refgate.Options.defaults();
        return place().open(new Refgate.Options(
                inputs.find("source"), defaults.settings(), defaults.limits(), defaults.clock()));
    }

    RepositoryPlace place() {
        String repository = inputs.find("repository").orElse(HERE);
        Optional<String> remote = inputs.find("remote");
        Map<String, String> variables = new LinkedHashMap<>(job.variables());
        if (remote.isPresent() && remote.get().equals(NONE)) {
            variables.remove(REMOTE);
            return new RepositoryPlace(repository, Optional.empty(), variables);
        }
        boolean unsaid =
                !RemoteLocation.isAddress(repository) && job.variable(REMOTE).isEmpty();
        RepositoryPlace place =
                new RepositoryPlace(repository, unsaid ? remote.or(job::repositoryAddress) : remote, variables);
        if (!isOfForge(place)) {
            return place;
        }
        inputs.find("token").ifPresent(token -> variables.putIfAbsent(REMOTE_TOKEN, token));
        return new RepositoryPlace(place.repository(), place.remote(), variables);
    }

    /** Only the forge that the token is from gets to see it. */
    private boolean isOfForge(RepositoryPlace place) {
        Optional<String> server = job.server();
        return server.isPresent()
                && place.remoteAddress()
                        .filter(address -> address.startsWith(server.get() + "/"))
                        .isPresent();
    }

    /** Whether what is moved is the job's own repository, so that the forge knows the commits. */
    boolean movesOwnRepository() {
        Optional<String> own = job.repositoryAddress()
                .map(address -> RemoteLocation.parse(address, Path.of("")).shown());
        return own.isPresent()
                && place().remoteAddress()
                        .map(address -> address.replaceAll("(\\.git)?/*$", ""))
                        .filter(own.get()::equalsIgnoreCase)
                        .isPresent();
    }

    /** The server of live tests; empty when none is named. */
    Optional<RefgateClient> server() {
        return inputs.find("server").or(() -> job.variable("REFGATE_SERVER")).map(this::client);
    }

    RefgateClient client(String address) {
        return Refgate.client(ClientOptions.of(address).withApiKey(key()));
    }

    /** The key for servers; of a job's identity, a token is asked for anew each time. */
    private Optional<String> key() {
        Optional<String> audience = inputs.find("oidc-audience");
        Optional<String> key = audience.isPresent()
                ? Optional.of(new IdToken(job).request(audience.get()))
                : inputs.find("api-key").or(() -> job.variable("REFGATE_API_KEY"));
        key.ifPresent(log::mask);
        return key;
    }

    /** What gates may use of this runner. */
    GateSettings gates() {
        Optional<Commands> commands = inputs.flag("run-commands")
                ? Optional.of(Commands.of(
                        Path.of("").toAbsolutePath(), job.variables(), inputs.list("command-env"), secret()))
                : Optional.empty();
        return new GateSettings(server(), commands);
    }

    private Optional<String> secret() {
        return inputs.find("api-key").or(() -> job.variable("REFGATE_API_KEY"));
    }

    /** Who does it: whom the input names, else who set the job off. */
    Actor actor() {
        String user = job.variable("GITHUB_ACTOR").orElse("github-actions");
        String id = job.variable("GITHUB_ACTOR_ID").map(number -> number + "+").orElse("");
        return inputs.find("actor")
                .map(text -> Actor.named(text, user))
                .orElseGet(() -> Actor.claimed(user, id + user + "@users.noreply." + host()));
    }

    private String host() {
        return job.server()
                .map(address ->
                        Optional.ofNullable(URI.create(address).getHost()).orElse("localhost"))
                .orElse("localhost");
    }

    /** Where people of this repository look; empty without a token. */
    Optional<Noticeboard> noticeboard() {
        Optional<String> token = inputs.find("token");
        Optional<String> repository = job.repository();
        return token.isEmpty() || repository.isEmpty()
                ? Optional.empty()
                : Optional.of(Refgate.noticeboard(new ForgeSettings(repository.get(), job.api(), token.get())));
    }

    /** An input that is on unless it says {@code false}. */
    boolean wants(String input) {
        return inputs.find(input).map(value -> inputs.flag(input)).orElse(true);
    }

    /** A number of something, for headlines. */
    static String count(int number, String one) {
        return number == 1 ? "1 " + one : number + " " + one + "s";
    }

    static InvalidArgumentException missing(String input, String expected) {
        return new InvalidArgumentException("input " + input + ": missing (expected " + expected + ")");
    }
}
