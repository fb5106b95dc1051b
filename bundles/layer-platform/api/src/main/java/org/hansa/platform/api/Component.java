package org.hansa.platform.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * One component of an application: what runs, what it needs, where it listens, what it calls.
 * Described in applications, and copied as it stands into the Workload made for it.
 */
public record Component(
    @About(value = "Unique in the application", pattern = "[a-z0-9]([-a-z0-9]{0,40}[a-z0-9])?")
        String name,
    @About(
            value = "What runs it",
            oneOf = {"process", "container"})
        String runtime,
    @About(value = "Files that it needs", most = 100) List<Artifact> artifacts,
    @About(
            value =
                "Program and arguments; ${NAME} stands for a variable; a container without runs what"
                    + " its image says",
            most = 100)
        List<String> command,
    @About("Its environment") Map<String, String> env,
    @About(value = "How many run at once; 1 if not said", min = "0", max = "100")
        Optional<Integer> replicas,
    @About("What it needs") Optional<Requirements> requires,
    @About(value = "Where it listens", most = 20) List<Port> ports,
    @About(value = "What it calls", most = 50) List<Link> links,
    @About("How to tell that it answers; running is enough if not said") Optional<Probe> ready,
    @About(value = "Seconds it has to end by itself; 10 if not said", min = "0", max = "3600")
        Optional<Integer> graceSeconds,
    @About(
            value =
                "The image of a container, for instance docker.io/library/redis:7 or by @sha256:",
            pattern = IMAGE,
            most = 500)
        Optional<String> image,
    @About(
            "True if it is not started again once it has ended with exit code 0, nor by itself where"
                + " that code is not known")
        Optional<Boolean> once) {

  /** The runtime that has an image, and no other has. */
  public static final String CONTAINER = "container";

  /** A reference as OCI registries have them: registry, name, tag, digest. */
  public static final String IMAGE =
      "([A-Za-z0-9]([-A-Za-z0-9.]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?/)?"
          + "[a-z0-9]+(([.]|__?|-+)[a-z0-9]+){0,40}(/[a-z0-9]+(([.]|__?|-+)[a-z0-9]+){0,40}){0,20}"
          + "(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?(@sha256:[0-9a-f]{64})?";

  /** One that is started again whenever it has ended. */
  public Component(
      String name,
      String runtime,
      List<Artifact> artifacts,
      List<String> command,
      Map<String, String> env,
      Optional<Integer> replicas,
      Optional<Requirements> requires,
      List<Port> ports,
      List<Link> links,
      Optional<Probe> ready,
      Optional<Integer> graceSeconds,
      Optional<String> image) {
    this(
        name,
        runtime,
        artifacts,
        command,
        env,
        replicas,
        requires,
        ports,
        links,
        ready,
        graceSeconds,
        image,
        Optional.empty());
  }

  /** One without an image. */
  public Component(
      String name,
      String runtime,
      List<Artifact> artifacts,
      List<String> command,
      Map<String, String> env,
      Optional<Integer> replicas,
      Optional<Requirements> requires,
      List<Port> ports,
      List<Link> links,
      Optional<Probe> ready,
      Optional<Integer> graceSeconds) {
    this(
        name,
        runtime,
        artifacts,
        command,
        env,
        replicas,
        requires,
        ports,
        links,
        ready,
        graceSeconds,
        Optional.empty());
  }

  public Component {
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    command = command == null ? List.of() : List.copyOf(command);
    env = env == null ? Map.of() : Map.copyOf(env);
    ports = ports == null ? List.of() : List.copyOf(ports);
    links = links == null ? List.of() : List.copyOf(links);
    once = once == null ? Optional.empty() : once;
  }

  /** A file in the working folder, by its content. */
  public record Artifact(
      @About(
              value = "Where it lies in the working folder",
              pattern = "[A-Za-z0-9_][-A-Za-z0-9_./]{0,200}")
          String path,
      @About(value = "The digest of the content", pattern = "sha256:[0-9a-f]{64}") String digest,
      @About("True if it is run") Optional<Boolean> executable) {}

  /** A port. The number it gets is in the environment as {@code PORT_<NAME>}. */
  public record Port(
      @About(value = "Its name", pattern = "[a-z][-a-z0-9]{0,14}") String name,
      @About("True if users call it: it then has a stable address") Optional<Boolean> expose,
      @About(
              value = "The number, if only one will do; without, any of its host's is given",
              min = "1",
              max = "65535")
          Optional<Integer> number) {

    public Port {
      number = number == null ? Optional.empty() : number;
    }

    /** One that any number will do for. */
    public Port(String name, Optional<Boolean> expose) {
      this(name, expose, Optional.empty());
    }
  }

  /** A call to another component of the application. */
  public record Link(
      @About("The component called") String to,
      @About("The name of its port") String port,
      @About(
              value = "The variable that gets its address, http://host:port",
              pattern = "[A-Z][A-Z0-9_]{0,60}")
          String env,
      @About(
              value = "The most milliseconds, round trip, from any of its replicas to any of those",
              min = "0",
              max = "100000")
          Optional<BigDecimal> maxMillis,
      @About(
              value = "Gibibytes an hour that all of its replicas send there",
              min = "0",
              max = "1000000")
          Optional<BigDecimal> sendsGibHour,
      @About(
              value = "Gibibytes an hour that all of its replicas receive from there",
              min = "0",
              max = "1000000")
          Optional<BigDecimal> receivesGibHour) {

    public Link {
      maxMillis = maxMillis == null ? Optional.empty() : maxMillis;
      sendsGibHour = sendsGibHour == null ? Optional.empty() : sendsGibHour;
      receivesGibHour = receivesGibHour == null ? Optional.empty() : receivesGibHour;
    }

    /** As before it could say how near the other must be, and how much goes between them. */
    public Link(String to, String port, String env) {
      this(to, port, env, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /** Ready when the port accepts a connection, or with a path, when HTTP GET answers 200 to 399. */
  public record Probe(
      @About("The name of one of the ports") String port,
      @About(value = "An HTTP path", pattern = "/[!-~]{0,200}") Optional<String> path) {}
}
