/**
 * Refgate is GitOps for workflows. {@link dev.refgate.Refgate} is the entry to one workflow repository; two flows go
 * through it.
 *
 * <p><b>The run flow</b> goes one way. A caller names a workflow and an environment. The {@linkplain
 * dev.refgate.policy.Policy policy}, read from {@code refgate.yml} at the tip of the source branch, says which {@linkplain
 * dev.refgate.environment.EnvironmentRef ref} the environment is. The {@linkplain
 * dev.refgate.repository.WorkflowRepository repository} resolves that ref to a {@linkplain dev.refgate.repository.CommitId
 * commit}; this happens once, at {@linkplain dev.refgate.Refgate#admit admission}, and from there on only ids travel. The
 * commit's folder {@code workflows/<id>} has a {@linkplain dev.refgate.repository.ContentId content id}; its files are
 * {@linkplain dev.refgate.workflow.WorkflowParser parsed} and {@linkplain dev.refgate.run.WorkflowCompiler compiled} the
 * first time, and found in a cache ever after. The {@linkplain dev.refgate.run.WorkflowRunner runner} takes the compiled
 * workflow, the caller's inputs and the environment's settings, and tells {@linkplain dev.refgate.run.RunEvent events}
 * until there is a {@linkplain dev.refgate.run.RunResult result}. A ref that moves meanwhile changes the next admission,
 * never a run.
 *
 * <p><b>The change flow</b> is Git's: a commit, a pull request, a merge, and a ref that is moved. Everything that is wrong
 * in the files of a change is found {@linkplain dev.refgate.RepositoryFolder#problems before it is committed} and {@linkplain
 * dev.refgate.Refgate#validate before it is merged}, by the same compiler that prepares runs; {@linkplain
 * dev.refgate.Refgate#diff what it means} for callers is told as blocks, not lines. {@linkplain dev.refgate.Promotions
 * Promotions} then {@linkplain dev.refgate.promotion.PromotionPlan plan} and make the {@linkplain
 * dev.refgate.promotion.Deployment deployment}: one commit on the environment's branch, moved by compare-and-set, whose
 * difference to its parent is what was deployed. What went wrong is rolled back by one more commit. Of a {@linkplain
 * dev.refgate.Refgate#openRemote remote} a mirror is read, and moves are pushes.
 *
 * <p>Tests stand {@linkplain dev.refgate.test beside a workflow}: they run {@linkplain dev.refgate.Refgate#test in this
 * process}, with mocks, and {@linkplain dev.refgate.Refgate#smoke against a server}, which is what a {@linkplain
 * dev.refgate.gate gate} can ask for before a promotion.
 *
 * <p>Packages, from the bottom: {@code error}, {@code document} (YAML with places, shapes, problems), {@code repository},
 * {@code environment}, {@code policy}, {@code workflow}, {@code run}, {@code diff}, {@code promotion}, {@code remote}, {@code
 * client}, {@code test}, {@code gate}, {@code report}.
 * They hold the words and the ports. What stands behind the ports lives in {@code internal} packages, one library each,
 * and is put together here and nowhere else.
 */
@NullMarked
package dev.refgate;

import org.jspecify.annotations.NullMarked;
