package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A component is replaced, and taken away, while the example answers. */
@TestMethodOrder(OrderAnnotation.class)
class UpgradeIT {

  private static final String BUNDLE = "org.hansa.orchestration.orchestrator";
  private static final String FEATURE = "hansa-orchestration-orchestrator";
  private static final String NEXT = "0.1.1";

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;
  private static ExecutorService executor;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    executor = Executors.newFixedThreadPool(4);
    hansa.start();
    example.addSite();
    example.apply(example.document()).ok();
    example.awaitRest();
  }

  @AfterAll
  static void end() throws IOException {
    executor.shutdownNow();
    hansa.end();
  }

  @Test
  @Order(1)
  void isUpgradedUnderRequests() throws Exception {
    Path repository = repository();
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    List<Future<?>> callers =
        List.of(
            executor.submit(() -> ask(ended, answers, failures, () -> example.state())),
            executor.submit(
                () -> ask(ended, answers, failures, () -> hansa.rest().get(Example.PATH).ok())));

    Future<Distribution.Result> upgrade =
        executor.submit(
            () ->
                root(
                    "feature:repo-add " + repository.toUri(),
                    "feature:install --upgrade " + FEATURE + "/" + NEXT));
    // Orders go on all the while, so that one is given whenever the component is away.
    int pages = 1;
    while (!upgrade.isDone()) {
      pages = pages % 3 + 1;
      example.apply(Example.pages(example.document(), pages)).ok();
    }
    Distribution.Result done = upgrade.get();
    assertThat(done.code()).as(done.output()).isZero();
    example.awaitRest();
    ended.set(true);
    awaitAll(callers);

    assertThat(failures).isEmpty();
    assertThat(answers.get()).isGreaterThan(20);
    assertThat(root("bundle:list -t 0 -s --no-format | grep " + BUNDLE).output())
        .contains(NEXT)
        .doesNotContain("0.1.0");
    assertThat(World.of(hansa.rest()).resources().keySet())
        .filteredOn(ref -> ref.startsWith("Instance/demo/factory-line.page."))
        .hasSize(pages);
  }

  @Test
  @Order(2)
  void isTakenAwayAndPutBack() throws IOException {
    example.apply(example.document()).ok();
    example.awaitRest();
    assertDone("feature:uninstall " + FEATURE + "/" + NEXT);
    await().atMost(Distribution.SOON).until(UpgradeIT::isUnattended);
    assertThat(example.state().has("page")).isTrue();

    ObjectNode changed = Example.alarmAbove(example.document(), "8.0");
    JsonNode order = changed.deepCopy().retain("spec");
    hansa.rest().send("PUT", Example.PATH, order).ok();
    assertThat(bound()).isEqualTo("4.5");

    assertDone("feature:install " + FEATURE + "/" + NEXT);
    await().atMost(Distribution.SOON).until(() -> bound().equals("8.0"));
    example.awaitRest();
    assertThat(isUnattended()).isFalse();
  }

  /** The bound that analyse runs with. */
  private static String bound() throws IOException {
    return hansa
        .rest()
        .get("/instances/demo/factory-line.analyse.0")
        .ok()
        .body()
        .at("/spec/workload/env/ALARM_ABOVE")
        .asText();
  }

  private static boolean isUnattended() throws IOException {
    for (JsonNode c : hansa.rest().get(Example.PATH).ok().body().path("conditions")) {
      if (c.path("type").asText().equals("Unattended")) {
        return c.path("state").asText().equals("TRUE");
      }
    }
    return false;
  }

  private static void assertDone(String command) throws IOException {
    Distribution.Result result = root(command);
    assertThat(result.code()).as(result.output()).isZero();
  }

  private static Distribution.Result root(String... commands) throws IOException {
    return hansa.shell(Distribution.ROOT, Distribution.PASSWORD, String.join("\n", commands));
  }

  private interface Request {
    Object send() throws IOException;
  }

  private static void ask(
      AtomicBoolean ended, AtomicInteger answers, Queue<String> failures, Request request) {
    while (!ended.get()) {
      try {
        request.send();
        answers.incrementAndGet();
      } catch (IOException | AssertionError e) {
        failures.add(e.toString());
      }
    }
  }

  private static void awaitAll(List<Future<?>> callers)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (Future<?> caller : callers) {
      caller.get(Distribution.SOON.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** A feature repository with the next version of the bundle: the same classes, a new number. */
  private static Path repository() throws IOException {
    Path next = folder.resolve(BUNDLE + "-" + NEXT + ".jar");
    try (InputStream in = Files.newInputStream(shipped());
        JarInputStream from = new JarInputStream(in);
        OutputStream out = Files.newOutputStream(next)) {
      Manifest manifest = from.getManifest();
      manifest.getMainAttributes().putValue("Bundle-Version", NEXT);
      try (JarOutputStream to = new JarOutputStream(out, manifest)) {
        for (JarEntry e = from.getNextJarEntry(); e != null; e = from.getNextJarEntry()) {
          to.putNextEntry(new JarEntry(e.getName()));
          from.transferTo(to);
          to.closeEntry();
        }
      }
    }
    return Files.writeString(
        folder.resolve("next-features.xml"),
        """
        <features name="next" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
          <feature name="%s" version="%s">
            <feature>hansa-orchestration-api</feature>
            <bundle>%s</bundle>
          </feature>
        </features>
        """
            .formatted(FEATURE, NEXT, next.toUri()));
  }

  private static Path shipped() throws IOException {
    Path artifact = hansa.home().resolve("system/org/hansa").resolve(BUNDLE);
    try (Stream<Path> files = Files.walk(artifact)) {
      return files.filter(f -> f.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }
}
