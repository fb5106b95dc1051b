package org.hansa.itests.archive.yard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/**
 * The yard makes another thing whenever it is told to make one, so this looks first. Lines of what
 * it answers are {@code ID UID DIGEST}.
 */
public final class YardWorkloads implements WorkloadFacet {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final String node = System.getProperty("hansa.node", "alone");

  YardWorkloads(String url) {
    this.url = url;
  }

  private record Thing(String id, String uid, String digest) {
    WorkloadState state() {
      return running(digest, Optional.of(id));
    }
  }

  private static WorkloadState running(String digest, Optional<String> id) {
    return new WorkloadState(
        WorkloadState.Phase.RUNNING,
        digest,
        true,
        id,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static String digest(WorkloadSpec spec) {
    String text = spec.command() + " " + new TreeMap<>(spec.env());
    return Integer.toHexString(text.hashCode());
  }

  @Override
  public Duration settle() {
    return Duration.ofMillis(500);
  }

  @Override
  public Observed<WorkloadState> observe(String uid, Deadline deadline) {
    return found(uid, deadline)
        .map(thing -> Observed.settled(thing.state()))
        .orElseGet(Observed::absent);
  }

  @Override
  public Observed<WorkloadState> apply(String uid, WorkloadSpec spec, Deadline deadline) {
    Optional<Thing> stands = found(uid, deadline);
    String digest = digest(spec);
    if (stands.filter(t -> t.digest().equals(digest)).isEmpty()) {
      String body = String.join(" ", uid, digest, spec.name(), spec.env().getOrDefault("V", "-"));
      ask(
          stands.isPresent() ? "PUT" : "POST",
          stands.map(t -> "/" + t.id()).orElse(""),
          body,
          deadline);
    }
    return observe(uid, deadline);
  }

  @Override
  public Observed<WorkloadState> remove(String uid, Deadline deadline) {
    found(uid, deadline).ifPresent(thing -> ask("DELETE", "/" + thing.id(), "", deadline));
    return Observed.absent();
  }

  @Override
  public WorkloadState expect(WorkloadSpec spec) {
    return running(digest(spec), Optional.empty());
  }

  @Override
  public List<Trial<WorkloadSpec>> trials(Deadline deadline) {
    return List.of();
  }

  @Override
  public Page<WorkloadState> list(Optional<String> cursor, int most, Deadline deadline) {
    return Page.of(
        things(deadline).stream().map(t -> new Page.Item<>(t.uid(), t.state())).toList(),
        cursor,
        most);
  }

  @Override
  public List<String> logs(String uid, int most, Deadline deadline) {
    return List.of();
  }

  private Optional<Thing> found(String uid, Deadline deadline) {
    return things(deadline).stream().filter(t -> t.uid().equals(uid)).findFirst();
  }

  private List<Thing> things(Deadline deadline) {
    return ask("GET", "", "", deadline)
        .lines()
        .map(line -> line.split(" ", -1))
        .map(words -> new Thing(words[0], words[1], words[2]))
        .toList();
  }

  private String ask(String method, String path, String body, Deadline deadline) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/things" + path))
            .timeout(deadline.left().plusMillis(1))
            .header("Node", node)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new DriverException(Reason.EXHAUSTED, "the yard answers " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new DriverException(Reason.UNAVAILABLE, "the yard does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException(Reason.UNAVAILABLE, "no time is left for the yard", e);
    }
  }
}
