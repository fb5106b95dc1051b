package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;

class DeskTest {

  @Test
  void wordsThatDoNotFitAreSaidPlainlyAndWithACure() {
    CommandException karafs =
        new CommandException(
            "\u001b[31mError executing command hansa:explain", "Argument kind is required");
    assertThatThrownBy(() -> desk(karafs).execute("explain"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.line())
                    .isEqualTo("explain: argument kind is required. See explain --help."));
  }

  @Test
  void whatACommandOfOursSaysIsLeftAsItIs() {
    Problem problem = new Problem(Problem.Reason.INVALID, "no name was given", "Write one.");
    CommandException ours = new CommandException(problem.line(), problem.line(), problem);
    assertThatThrownBy(() -> desk(ours).execute("explain x")).isSameAs(ours);
  }

  /** With one command, which fails. */
  private static Desk desk(CommandException failure) {
    Command command =
        Fakes.fake(
            Command.class,
            (method, words) -> {
              if (method.equals("execute")) {
                throw failure;
              }
              return method.equals("getScope") ? "hansa" : "explain";
            });
    Registry registry = Fakes.fake(Registry.class, (method, none) -> List.of(command));
    return new Desk(Fakes.fake(Session.class, (method, none) -> registry));
  }
}
