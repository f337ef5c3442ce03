package dev.refgate;

import dev.refgate.client.ClientOptions;
import dev.refgate.client.RefgateClient;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.document.DocumentReader;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.JsonFormat;
import dev.refgate.document.Problem;
import dev.refgate.environment.Settings;
import dev.refgate.environment.SettingsFile;
import dev.refgate.gate.GateSettings;
import dev.refgate.gate.Gatekeeper;
import dev.refgate.internal.forge.GitHubForge;
import dev.refgate.internal.forge.GitHubNoticeboard;
import dev.refgate.internal.git.GitMirror;
import dev.refgate.internal.git.JGitRepositoryBuilder;
import dev.refgate.internal.yaml.Json;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.promotion.ForgeSettings;
import dev.refgate.promotion.GateExecutor;
import dev.refgate.promotion.Noticeboard;
import dev.refgate.promotion.Sightings;
import dev.refgate.remote.Remote;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.RepositoryBuilder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.run.AllowedAddresses;
import dev.refgate.run.CompiledWorkflows;
import dev.refgate.run.Documents;
import dev.refgate.run.RunExecutors;
import dev.refgate.run.RunLimits;
import dev.refgate.run.WorkflowRunner;
import dev.refgate.test.RunRecording;
import dev.refgate.test.TestReport;
import dev.refgate.test.TestRunner;
import dev.refgate.test.TestSelection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;

/**
 * The entry: one workflow repository, and everything that can be asked of it. Safe for use by many threads; to be closed.
 */
public final class Refgate implements AutoCloseable {

    /** How many compiled workflows are kept. */
    static final int COMPILED_WORKFLOWS = 1_000;

    private final OpenRepository opened;
    private final WorkflowRepository repository;
    private final PolicySource policies;
    private final EnvironmentStates environments;
    private final Revisions revisions;
    private final Previews previews;
    private final TriggerStates triggers;
    private final Admissions admissions;
    private final Ephemerals ephemerals;
    private final Histories histories;
    private final Comparisons comparisons;
    private final CompiledWorkflows compiled;
    private final WorkflowStates states;
    private final RepositoryValidator validator;
    private final ExecutorService branches;
    private final WorkflowRunner runner;
    private final CommitCalls calls;
    private final WorkflowTests tests;
    private final Clock clock;
    private final Engine engine;

    private Refgate(OpenRepository opened, Options options) {
        this.engine = Engine.with(options.limits(), options.allowed(), options.documents());
        this.opened = opened;
        this.repository = opened.files();
        this.policies = new PolicySource(repository, engine.policies(), options.source());
        this.environments = new EnvironmentStates(repository, policies);
        this.revisions = new Revisions(repository, policies);
        this.compiled = new CompiledWorkflows(engine.workflows(), engine.compiler(), COMPILED_WORKFLOWS);
        this.previews = new Previews(repository, options.settings(), options.previews());
        this.admissions =
                new Admissions(repository, policies, environments, revisions, compiled, options.settings(), previews);
        this.ephemerals = new Ephemerals(repository, compiled, options.settings(), options.ephemerals());
        this.histories = new Histories(repository, policies, environments);
        this.triggers = new TriggerStates(repository, policies, environments, engine.workflows());
        this.comparisons = new Comparisons(
                repository, environments, new Sides(repository, policies, revisions, environments), engine.differ());
        this.validator = engine.validator();
        this.branches = RunExecutors.branches();
        this.runner = new WorkflowRunner(branches, options.clock(), options.limits());
        this.states = new WorkflowStates(repository, admissions, compiled);
        this.calls = new CommitCalls(repository, compiled);
        this.tests = new WorkflowTests(
                repository,
                new Suites(compiled, engine.tests()),
                new TestRunner(branches, options.limits(), options.clock(), engine.types()::reachesOut),
                engine.types()::reachesOut);
        this.clock = options.clock();
    }

    /**
     * How a repository is opened.
     *
     * @param source the source branch's short name; without it, the branch that HEAD names, or, in a work
     *     tree, the one that this branch's refgate.yml names
     * @param settings the values of {@code _env}
     * @param limits the bounds of runs
     * @param allowed what blocks may call beside the public internet
     * @param clock what is the time
     * @param documents what runs keep
     * @param previews whether heads of pull requests may be run, as {@code pr-42}
     * @param ephemerals whether workflows may be run that come with the call
     */
    public record Options(
            Optional<String> source,
            Settings settings,
            RunLimits limits,
            AllowedAddresses allowed,
            Clock clock,
            Documents documents,
            boolean previews,
            boolean ephemerals) {

        /** Runs keep no documents. */
        public Options(
                Optional<String> source, Settings settings, RunLimits limits, AllowedAddresses allowed, Clock clock) {
            this(source, settings, limits, allowed, clock, Documents.NONE, false, false);
        }

        /** The same, with a place for what runs keep. */
        public Options with(Documents other) {
            return new Options(source, settings, limits, allowed, clock, other, previews, ephemerals);
        }

        /** The same, where heads of pull requests may be run, or not. */
        public Options withPreviews(boolean other) {
            return new Options(source, settings, limits, allowed, clock, documents, other, ephemerals);
        }

        /** The same, where workflows may be run that come with the call, or not. */
        public Options withEphemerals(boolean other) {
            return new Options(source, settings, limits, allowed, clock, documents, previews, other);
        }

        /** Blocks may call the public internet alone. */
        public Options(Optional<String> source, Settings settings, RunLimits limits, Clock clock) {
            this(source, settings, limits, AllowedAddresses.PUBLIC, clock);
        }

        /** The same, with a source branch where none is said. */
        private Options onSource(Optional<String> otherwise) {
            return new Options(
                    source.or(() -> otherwise), settings, limits, allowed, clock, documents, previews, ephemerals);
        }

        public static Options defaults() {
            return new Options(
                    Optional.empty(), Settings.fromVariables(System.getenv()), RunLimits.DEFAULT, Clock.systemUTC());
        }
    }

    /**
     * Opens a repository: a work tree, its {@code .git}, a bare repository, or a linked work tree.
     *
     * @throws dev.refgate.error.RepositoryException when there is no repository, or it cannot be read
     */
    public static Refgate open(Path repository, Options options) {
        return over(OpenRepository.at(repository), options);
    }

    /**
     * Opens a remote repository: fetches it into a mirror, reads that, and moves environments by pushes. The source branch
     * is the one that the remote's HEAD names, unless {@code options} say otherwise.
     *
     * @param mirror a folder for the copy, made when it is not there; others may use it for the same remote at the same time
     * @param workTree the files of a clone of the remote, for comparisons with what is not committed yet
     * @throws dev.refgate.error.RemoteException when the remote cannot be read; says what to do
     * @throws dev.refgate.error.RepositoryException when the mirror cannot be written
     */
    public static Refgate openRemote(Remote remote, Path mirror, Optional<Path> workTree, Options options) {
        return over(OpenRepository.of(remote, mirror, workTree), options);
    }

    /**
     * Opens the copy of a remote as it is, without the network. Environments move by pushes, after a fetch. A copy that cannot be
     * opened is made anew.
     *
     * @throws dev.refgate.error.RemoteException when it has to be made anew, and the remote cannot be read
     * @throws dev.refgate.error.RepositoryException when it cannot be opened nevertheless
     */
    public static Refgate open(RemoteMirror mirror, Options options) {
        return over(OpenRepository.of(mirror), options);
    }

    private static Refgate over(OpenRepository opened, Options options) {
        try (Opening opening = new Opening()) {
            opening.keep(opened.closing());
            return opening.done(new Refgate(opened, options.onSource(opened.headBranch())));
        }
    }

    /** Where the mirror of a remote is below a folder that has the mirrors of several. */
    public static Path mirrorIn(Path mirrors, Remote remote) {
        return GitMirror.in(mirrors, remote);
    }

    /**
     * Reads a remote again; of a repository on disk everything is always read as it is.
     *
     * @throws dev.refgate.error.RemoteException when it cannot be read; what was read before stays
     */
    public void refresh() {
        opened.refreshing().run();
    }

    /**
     * Makes a new repository with a work tree, to be filled commit by commit.
     *
     * @param folder empty, or not there yet
     * @throws dev.refgate.error.RepositoryException when a repository is there already, or nothing can be written
     */
    public static RepositoryBuilder createRepository(Path folder) {
        return new JGitRepositoryBuilder(folder);
    }

    /** Everything that is wrong in the files of a revision: a commit id, a branch, a tag, or {@code latest}. */
    public List<Problem> validate(String revision) {
        return validator.problems(repository.treeAt(revisions.commit(revision)));
    }

    /**
     * The policy at the tip of the source branch, or the last valid one before it.
     *
     * @throws dev.refgate.error.RefgateException when there never was a valid one, or the source branch is not known
     */
    public PolicyState policy() {
        return policies.current();
    }

    /** All environments, in the policy's order. One whose ref leads nowhere says so; it does not disturb the others. */
    public List<EnvironmentState> environments() {
        return environments.all();
    }

    /** The workflows of a commit, and what each has there; cheap, since none is read. */
    public SortedMap<WorkflowId, ContentId> contents(CommitId commit) {
        return states.contents(commit);
    }

    /**
     * The triggers of what the environments point to now: of each environment, those that start runs there, in the order of
     * workflows. Cheap while no ref moves.
     *
     * @throws dev.refgate.error.RefgateException when there is no policy
     */
    public List<TriggerState> triggers() {
        return triggers.all();
    }

    /**
     * What differs between two sides.
     *
     * @param workflows empty for all
     * @throws dev.refgate.error.RefgateException when a side is not there, or neither has one of {@code workflows}
     */
    public RepositoryDiff diff(Side from, Side to, Set<WorkflowId> workflows) {
        return comparisons.diff(from, to, workflows);
    }

    /**
     * The revisions of a workflow on the source branch, newest first, and which environments hold each of them now.
     *
     * @throws dev.refgate.error.NotFoundException when it never was on the source branch
     * @throws dev.refgate.error.RepositoryException when the clone is shallow, so that numbers cannot be counted; says
     *     what to do
     */
    public List<RevisionLine> history(WorkflowId workflow) {
        return histories.of(workflow);
    }

    /**
     * The workflows that {@code target} has, sorted by id, page by page.
     *
     * @param after the last id of the page before; empty for the first page
     * @param limit how many at most
     */
    public List<WorkflowState> workflows(Target target, Optional<String> after, int limit) {
        return states.page(target, after, limit);
    }

    /**
     * One workflow of {@code target}.
     *
     * @throws dev.refgate.error.NotFoundException when it is not there
     */
    public WorkflowState workflow(WorkflowId workflow, Target target) {
        return states.one(workflow, target);
    }

    /**
     * A workflow as a configuration of the hosted product.
     *
     * @throws dev.refgate.error.RefgateException when there is none there, or it is no workflow.yml at all
     */
    public HostedWorkflows.Exported export(WorkflowId workflow, Target target) {
        return states.export(workflow, target);
    }

    /**
     * Resolves a call once and for all: environment → ref → commit → content → compiled workflow.
     *
     * @throws dev.refgate.error.RefgateException when it cannot be: no such environment, workflow or revision; a revision
     *     that may not be run; a workflow with problems; no environment named and no default
     */
    public Admission admit(WorkflowId workflow, Target target) {
        return new Admission(admissions.resolve(workflow, target), runner);
    }

    /**
     * Takes a workflow that comes with the call. It gets the settings of the section {@code ephemeral} alone, and nothing of it stays.
     *
     * @param others where the workflows are that its blocks run, as {@link #commit} found it; they run with the same settings
     * @throws dev.refgate.error.NotAllowedException when the options do not let it
     * @throws dev.refgate.hosted.NotCarriedOverException when it cannot be run here as it is
     * @throws dev.refgate.document.InvalidDocumentException when it is wrong, or one that it runs
     */
    public Admission admit(GivenWorkflow given, Optional<CommitId> others) {
        return new Admission(ephemerals.resolve(given, others), runner);
    }

    /**
     * The commit that a call means, of those that may be run.
     *
     * @throws dev.refgate.error.RefgateException when it means none, or one that may not be run
     */
    public CommitId commit(Target target) {
        return admissions.commit(target);
    }

    /**
     * Looks whether workflows may be run that come with a call.
     *
     * @throws dev.refgate.error.NotAllowedException when they may not
     */
    public void requireEphemerals() {
        ephemerals.requireAllowed();
    }

    /**
     * Makes ready what the first call of a script would wait for, about two seconds, if a workflow of an environment has
     * a script; else does nothing. For servers, before they say that they are ready.
     */
    public void warmUp() {
        new WarmStart(repository, engine.scripts()).run(environments.all());
    }

    /** What moves environments. Gates that execute something stay pending. */
    public Promotions promotions() {
        return promotions(GateExecutor.LATER, Sightings.NONE);
    }

    /**
     * What moves environments.
     *
     * @param executor asks the gates that execute something
     * @param sightings tells since when content is where others moved it
     */
    public Promotions promotions(GateExecutor executor, Sightings sightings) {
        return new Promotions(
                opened.moving(),
                opened.deployments(),
                repository,
                policies,
                revisions,
                executor,
                sightings,
                calls,
                new NewProblems(validator, repository)::refuse,
                clock);
    }

    /**
     * Promotions by pull request.
     *
     * @param forge where pull requests are
     * @param promotions what asks the gates
     */
    public PullRequests pullRequests(ForgeSettings forge, Promotions promotions) {
        ProposalText text = new ProposalText(promotions, comparisons);
        return promotions.pullRequests(new GitHubForge(forge, engine.json()), text::of);
    }

    /**
     * What asks the gates that execute something, for {@link #promotions(GateExecutor, Sightings)}.
     *
     * @param settings what they may use of this machine
     */
    public GateExecutor gates(GateSettings settings) {
        return new Gatekeeper(settings, tests::of, engine.json());
    }

    /**
     * Runs tests in this process.
     *
     * @param revision whose files are tested: a commit id, a branch, a tag, or {@code latest}
     * @param workflows none for all that have tests
     */
    public TestReport test(String revision, List<WorkflowId> workflows, TestSelection selection) {
        return tests.inProcess(revisions.commit(revision), workflows, selection);
    }

    /** Listens to a run, to make a test of it: blocks that reach out become mocks. */
    public RunRecording recording() {
        return tests.recording();
    }

    /**
     * A run that was listened to, as a test file with one test.
     *
     * @param admission of that run
     */
    public String testOf(RunRecording recording, Admission admission) {
        return tests.of(recording, admission);
    }

    /**
     * Runs the live tests of what an environment has here against the same environment of a server.
     *
     * @param workflows none for all that have tests
     */
    public TestReport smoke(
            String environment, List<WorkflowId> workflows, TestSelection selection, RefgateClient server) {
        return tests.live(server, environment, commit(environment), workflows, selection);
    }

    private CommitId commit(String environment) {
        return Preview.named(environment)
                .map(previews::head)
                .orElseGet(() -> environments.tip(
                        policies.current().policy().environments().named(environment)));
    }

    /** Comments, commit statuses and deployments of a forge. */
    public static Noticeboard noticeboard(ForgeSettings forge) {
        return new GitHubNoticeboard(forge, new Json());
    }

    /**
     * Settings out of a file in YAML: environments' names, and keys with texts below each.
     *
     * @param name the file's, for messages
     * @throws InvalidDocumentException when it is not what it has to be; says where, and never what is there
     */
    public static Settings settings(String name, byte[] yaml) {
        return new SettingsFile(new YamlDocumentReader()).parse(name, yaml);
    }

    /** YAML as all of Refgate's files are read. */
    public static DocumentReader documents() {
        return new YamlDocumentReader();
    }

    /** How many workflows are kept ready to run, about. */
    public long compiledWorkflows() {
        return compiled.count();
    }

    /** A client of a server, which need not have to do with this repository. */
    public static RefgateClient client(ClientOptions options) {
        return new RefgateClient(options, new Json());
    }

    /** JSON as all of Refgate reads and writes it. */
    public static JsonFormat json() {
        return new Json();
    }

    @Override
    public void close() {
        branches.shutdownNow();
        engine.close();
        opened.closing().run();
    }
}
