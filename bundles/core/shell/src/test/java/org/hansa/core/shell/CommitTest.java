package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class CommitTest {

  private static final Ref A = Ref.parse("Application/demo/a");
  private static final Ref B = Ref.parse("Application/demo/b");

  @TempDir Path folder;
  private final Fakes fakes = new Fakes();

  private CommitCommand commit(String text) throws Exception {
    CommitCommand commit = new CommitCommand();
    commit.store = fakes.store;
    commit.context =
        (BundleContext)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, args) -> folder.toString());
    if (!text.isEmpty()) {
      Files.writeString(folder.resolve("both.yaml"), text);
      commit.file = "both.yaml";
    }
    return commit;
  }

  private void stands(Ref ref, long revision) {
    fakes.resources.put(
        ref,
        Resource.fresh(Draft.of(ref, Doc.EMPTY), "u", Fakes.NOW, Optional.empty())
            .withRevision(revision));
  }

  @Test
  void documentsAndDeletionsAreOneTransaction() throws Exception {
    stands(A, 7);
    CommitCommand commit = commit("kind: Application\nname: a\n---\nkind: Application\nname: b\n");
    commit.deletions = List.of("Site/system/old");
    fakes.as("ada", commit);
    assertThat(fakes.submitted).hasSize(1);
    assertThat(fakes.submitted.get(0).changes())
        .containsExactly(
            Change.Put.of(Draft.of(A, Doc.EMPTY)),
            Change.Put.of(Draft.of(B, Doc.EMPTY)),
            Change.Delete.of(Ref.parse("Site/system/old")));
    assertThat(fakes.printed().lines())
        .containsExactly(
            "RESOURCE            GENERATION  REVISION",
            "Application/demo/a  1           7",
            "Application/demo/b  -           gone",
            "Site/system/old     -           gone");
  }

  @Test
  void whatWasReadIsTheConditionIfThatIsAsked() throws Exception {
    CommitCommand commit = commit("kind: Application\nname: a\nrevision: 7\n");
    commit.unchanged = true;
    commit.json = true;
    fakes.as("ada", commit);
    assertThat(fakes.submitted.get(0).changes())
        .containsExactly(new Change.Put(Draft.of(A, Doc.EMPTY), Optional.of(7L)));
    assertThat(Json.read(fakes.printed()).at("/items/0/ref").asText()).isEqualTo(A.toString());

    CommitCommand bare = commit("kind: Application\nname: a\n");
    bare.unchanged = true;
    assertThatThrownBy(() -> fakes.as("ada", bare)).hasMessageContaining("without a revision");
    assertThat(fakes.submitted).hasSize(1);
  }

  @Test
  void theOneThatIsRefusedIsNamed() throws Exception {
    CommitCommand commit = commit("kind: Application\nname: a\n---\nkind: Application\nname: b\n");
    fakes.refusal = Optional.of(org.hansa.core.api.Problem.conflict("b is busy", "Wait.").of(1));
    assertThatThrownBy(() -> fakes.as("ada", commit))
        .hasMessage("document 2: b is busy; nothing was done. Wait.");
  }

  @Test
  void withoutAnyChangeItSaysWhatToWrite() throws Exception {
    CommitCommand commit = commit("");
    assertThatThrownBy(() -> fakes.as("ada", commit)).hasMessageContaining("no document was named");
  }
}
