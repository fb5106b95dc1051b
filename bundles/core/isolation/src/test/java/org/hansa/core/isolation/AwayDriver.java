package org.hansa.core.isolation;

import java.util.List;
import java.util.Map;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.machine.SizeFacet;
import org.hansa.core.driver.machine.SizeState;
import org.hansa.core.ssh.Ssh;
import org.hansa.core.ssh.SshLogin;
import org.hansa.core.ssh.SshServer;

/** A driver of a machine that it reaches by SSH: a size there is called by what that one says. */
public final class AwayDriver implements Driver {

  @Override
  public String id() {
    return "away";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Class<? extends Record> options() {
    return TestOptions.class;
  }

  @Override
  public Session open(Opening opening) {
    TestOptions options = (TestOptions) opening.options();
    SshServer server = new SshServer("127.0.0.1", options.number(), "ada", List.of(options.name()));
    Ssh ssh = new Ssh(server, SshLogin.of(opening.credentials()));
    return new Session() {
      @Override
      public List<Ability> facets() {
        return List.of(new Sizes(ssh));
      }

      @Override
      public void close() {
        ssh.close();
      }
    };
  }

  private record Sizes(Ssh ssh) implements SizeFacet {
    @Override
    public List<SizeState> all(Deadline deadline) {
      String said = ssh.run("echo $HOME", 1_000, deadline).text().strip();
      String libraries = visible("org.apache.sshd.client.SshClient") ? "seen" : "unseen";
      return List.of(
          new SizeState(
              said + " " + ProcessHandle.current().pid() + " " + libraries,
              1,
              1L << 30,
              1L << 30,
              Map.of()));
    }

    private static boolean visible(String name) {
      try {
        return !Class.forName(name).getName().isEmpty();
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }
}
