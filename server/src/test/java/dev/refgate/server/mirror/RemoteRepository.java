package dev.refgate.server.mirror;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.nio.file.Path;

/** A bare repository that is somebody's remote, and a clone from which is pushed to it. */
final class RemoteRepository {
    final PlainGit bare;
    final PlainGit work;

    private RemoteRepository(PlainGit bare, PlainGit work) {
        this.bare = bare;
        this.work = work;
    }

    /** With {@code workflows/hello}, and all environments at the one commit. */
    static RemoteRepository create(Path folder, String policy) {
        PlainGit work = PlainGit.init(folder.resolve("work"))
                .write("refgate.yml", policy)
                .write("workflows/hello/workflow.yml", Samples.workflow("Hello"));
        work.commit("Add hello");
        Path bare = folder.resolve("remote.git");
        work.git("clone", "--quiet", "--bare", ".", bare.toString());
        work.git("remote", "add", "origin", bare.toString());
        RemoteRepository remote = new RemoteRepository(PlainGit.at(bare), work);
        remote.bare.git("config", "http.receivepack", "true");
        remote.push("HEAD:refs/heads/env/staging", "HEAD:refs/heads/env/production", "HEAD:refs/tags/live");
        return remote;
    }

    /** Commits what the workflow says, on the clone's branch. */
    String change(String greeting) {
        work.write("workflows/hello/workflow.yml", Samples.workflow(greeting));
        return work.commit("Say " + greeting);
    }

    void push(String... refs) {
        String[] command = new String[refs.length + 4];
        command[0] = "push";
        command[1] = "--quiet";
        command[2] = "--force";
        command[3] = "origin";
        System.arraycopy(refs, 0, command, 4, refs.length);
        work.git(command);
    }
}
