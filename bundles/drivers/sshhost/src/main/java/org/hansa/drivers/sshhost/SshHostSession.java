package org.hansa.drivers.sshhost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;

/**
 * An open endpoint. Which facets it has the options alone decide, for opening asks nobody: the
 * forwards are left out if they say that there is no Java.
 */
final class SshHostSession implements Session {

  private final Remote remote;
  private final Nudges nudges;
  private final List<Ability> facets;

  SshHostSession(Opening opening, SshHostOptions options, ForwarderJar jar) {
    this.remote = new Remote(opening, options);
    this.nudges = new Nudges(opening);
    RemoteHost host = new RemoteHost(remote, options);
    List<Ability> all = new ArrayList<>();
    all.add(host);
    all.add(new Workloads(remote, options, opening.content(), nudges));
    if (options.forwards()) {
      all.add(new Forwards(remote, host, jar, remote.endpoint()));
    }
    all.add(new Meter(remote));
    this.facets = List.copyOf(all);
  }

  @Override
  public List<Ability> facets() {
    return facets;
  }

  @Override
  public Map<String, String> capabilities() {
    return Map.of(
        "limits.cpu", "none: by SSH nothing is limited",
        "limits.memory", "none: by SSH nothing is limited");
  }

  /** Processes and forwards go on: they are found again by the next session. */
  @Override
  public void close() {
    nudges.close();
    remote.close();
  }
}
