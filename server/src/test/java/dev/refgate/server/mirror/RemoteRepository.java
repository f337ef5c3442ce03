package dev.refgate.server.mirror;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

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

    /**
     * Commits many changes at once, and gives the remote their objects, but lets none of its refs point there yet.
     *
     * @return the commits, the oldest first, for {@link #point}
     */
    List<String> changeMany(int count) {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < count; i++) {
            stream.append("commit refs/heads/main\ncommitter Ada <ada@example.com> ")
                    .append(System.currentTimeMillis() / 1000)
                    .append(" +0000\n")
                    .append(data("Say Greeting" + i))
                    .append(i == 0 ? "from refs/heads/main^0\n" : "")
                    .append("M 100644 inline workflows/hello/workflow.yml\n")
                    .append(data(Samples.workflow("Greeting" + i)));
        }
        work.write(".git/changes", stream.toString());
        PlainGit.shell(work.folder(), "git fast-import --quiet < .git/changes && git reset --quiet --hard");
        push("HEAD:refs/coming/all");
        bare.git("update-ref", "-d", "refs/coming/all");
        return work.git("rev-list", "--reverse", "--max-count=" + count, "HEAD")
                .lines()
                .toList();
    }

    private static String data(String text) {
        return "data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n";
    }

    /** Lets {@code main} and production of the remote point to a commit that it has. */
    void point(String commit) {
        bare.updateRef("refs/heads/main", commit);
        bare.updateRef("refs/heads/env/production", commit);
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
