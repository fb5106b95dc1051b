package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.Subject;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard before Karaf's real shell, as SSH uses it. */
class GuardTest {

  @TempDir Path folder;
  private final List<List<Object>> called = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ThreadIOImpl threads = new ThreadIOImpl();
  private SessionFactoryImpl karaf;
  private Session session;

  @BeforeEach
  void open() {
    threads.start();
    karaf = new SessionFactoryImpl(threads);
    karaf.register(command("hansa", "get"));
    karaf.register(command("shell", "exec"));
    karaf.getCommandProcessor().addConstant(".context", new ArrayList<>(List.of("root")));
    PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
    session =
        new GuardedFactory(karaf, new InitScripts(folder))
            .create(new ByteArrayInputStream(new byte[0]), console, console);
  }

  @AfterEach
  void close() {
    session.close();
    karaf.stop();
    threads.stop();
  }

  @Test
  void accountsCallOurCommandsWithWordsAsTheyStand() throws Exception {
    execute(account(), "get 'a b' --json -t demo\nhansa:get \"$HOME\"");
    assertThat(called).containsExactly(List.of("--json", "-t", "demo", "a b"), List.of("$HOME"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec ls",
        "shell:exec ls",
        "*:exec ls",
        "echo x",
        "cat /etc/passwd",
        "x = 5",
        "each [1] { get }",
        "get | shell:exec",
        "get > FILE",
        "get ; exec ls",
        "get && exec ls",
        "$.context",
        "get $.context",
        "($.context add x)",
        "get (exec ls)",
        "get `exec ls`",
        "get $(exec ls)",
        ".context",
        "help | exec",
        "hansa:get\nshell:exec ls",
        "new java.io.File x",
        "#{exec}; exec",
        "%(1+1)",
        "source FILE"
      })
  void accountsGetNothingElse(String line) {
    String hostile = line.replace("FILE", folder.resolve("made").toString());
    try {
      execute(account(), hostile);
    } catch (Exception refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
    // Only our own command may have been called, and never with what an expansion would give.
    assertThat(called).allMatch(List::isEmpty);
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void theCommandOfAnotherScopeIsNeverReached() {
    assertThatThrownBy(() -> execute(account(), "exec ls"))
        .hasMessageContaining("there is no command 'exec'");
    assertThatThrownBy(() -> execute(account(), "gett"))
        .hasMessageContaining("Maybe 'get' was meant");
  }

  @Test
  void theProcessAdministratorHasKarafsShell() throws Exception {
    assertThat(execute(subject(new RolePrincipal("admin")), "x = 5; $x")).hasToString("5");
  }

  @Test
  void anAccountNeverIsTheProcessAdministrator() {
    Subject both = subject(new RolePrincipal("admin"), new AccountPrincipal("ada"));
    assertThatThrownBy(() -> execute(both, "x = 5; $x")).hasMessageContaining("means nothing here");
    assertThatThrownBy(() -> execute(new Subject(), "get")).hasMessageContaining("no account");
    assertThat(called).isEmpty();
  }

  @Test
  void clientsSetOnlyWhatSpeaksOfTheirTerminal() throws Exception {
    Fakes.doAs(
        account(),
        () -> {
          session.put("SCOPE", "shell");
          session.put(".session", "x");
          session.put("TERM", "vt100");
          return null;
        });
    assertThat(session.get("TERM")).isEqualTo("vt100");
    assertThat(session.get("SCOPE")).isNotEqualTo("shell");
    assertThat(session.get(".session")).isInstanceOf(Session.class);
  }

  @Test
  void theOperatorsScriptsArePassedOverForAccounts() throws IOException, Exception {
    String script = "// conveniences\nx = { $.context }\nexec ls";
    Files.writeString(folder.resolve("shell.init.script"), script);
    execute(account(), script);
    assertThat(called).isEmpty();
    assertThatThrownBy(() -> execute(account(), script + "\n")).hasMessageNotContaining("null");
  }

  @Test
  void helpListsTheCommands() throws Exception {
    execute(account(), "help\nget --help");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("get", "hansa:get [options] KIND [NAME]", "hansa:get all")
        .doesNotContain("exec");
    assertThat(called).isEmpty();
  }

  private Object execute(Subject subject, String line) throws Exception {
    return Fakes.doAs(subject, () -> session.execute(line));
  }

  private static Subject account() {
    return subject(
        new AccountPrincipal("ada"), new RolePrincipal("ssh"), new RolePrincipal("hansa"));
  }

  private static Subject subject(Principal... principals) {
    Subject subject = new Subject();
    subject.getPrincipals().addAll(List.of(principals));
    return subject;
  }

  private Command command(String scope, String name) {
    return new Command() {
      @Override
      public String getScope() {
        return scope;
      }

      @Override
      public String getName() {
        return name;
      }

      @Override
      public String getDescription() {
        return "Does " + name;
      }

      @Override
      public Completer getCompleter(boolean scoped) {
        return (s, line, candidates) -> -1;
      }

      @Override
      public Parser getParser() {
        return null;
      }

      @Override
      public Object execute(Session at, List<Object> arguments) {
        List<Object> words = new ArrayList<>(arguments);
        called.add(scope.equals("hansa") ? words : List.of("reached " + scope));
        return null;
      }
    };
  }
}
