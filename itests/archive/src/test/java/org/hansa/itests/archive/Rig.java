package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hansa.core.api.Json;
import org.hansa.core.partner.StandIn;

/**
 * A partner's driver, made of the skeleton and laid into the folder of an installation, and what it
 * talks to.
 *
 * @param project where its sources are
 * @param deploy the folder that the installation looks at
 */
record Rig(Distribution hansa, Path project, Path deploy, StandIn system) implements AutoCloseable {

  static final String NAME = "acme-rig";
  static final String BUNDLE = "com.acme.rig";
  static final String ENDPOINT = "/endpoints/system/rig";
  private static final String TOKEN = "a-token-of-the-rig";

  /** An installation that looks at a folder for what is laid there. */
  static Distribution withDeployFolder(Path folder, Path documents) throws IOException {
    Path deploy = Files.createDirectory(folder.resolve("deploy"));
    return Distribution.withAdministrator(folder, documents)
        .at("127.0.0.1", "-Dhansa.deploy=" + deploy);
  }

  static Rig of(Distribution hansa, Path folder) throws IOException {
    return new Rig(hansa, folder.resolve(NAME), folder.resolve("deploy"), StandIn.start(TOKEN));
  }

  /** The skeleton; what the tool says. */
  String begin() throws IOException {
    return tool("new", project.toString(), "--package", BUNDLE);
  }

  String check() throws IOException {
    return tool("check", project.toString());
  }

  private String tool(String... words) throws IOException {
    String[] all =
        Stream.concat(Stream.of("bin/hansa-driver"), Stream.of(words)).toArray(String[]::new);
    Distribution.Result result = hansa.run("", all);
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }

  /** Builds this version. */
  Path build(String version) throws IOException {
    Path driver = project.resolve("src/com/acme/rig/AcmeRigDriver.java");
    String text =
        Files.readString(driver)
            .replaceAll("return \"\\d+\\.\\d+\\.\\d+\"", "return \"" + version + "\"");
    Files.writeString(driver, text);
    tool("build", project.toString());
    return project.resolve("build/" + NAME + ".kar");
  }

  /** Builds this version and lays it where the last one was. */
  void deploy(String version) throws IOException {
    lay(build(version));
  }

  void lay(Path kar) throws IOException {
    Files.copy(kar, deploy.resolve(NAME + ".kar"), StandardCopyOption.REPLACE_EXISTING);
  }

  void addEndpoint() throws IOException {
    Rest rest = hansa.rest();
    rest.send("PUT", "/secrets/system/rig", Json.tree(Map.of("spec", Map.of()))).ok();
    rest.send("PUT", "/secrets/system/rig/values", Json.tree(Map.of("token", TOKEN))).ok();
    putEndpoint("rig", Map.of());
  }

  /**
   * Another endpoint of the same system, or the same anew.
   *
   * @param more of its spec
   */
  void putEndpoint(String name, Map<String, String> more) throws IOException {
    Map<String, Object> spec = new java.util.TreeMap<>(more);
    spec.put("driver", NAME);
    spec.put("site", "local");
    spec.put("secret", "rig");
    spec.put("options", Map.of("address", system.address().toString()));
    hansa.rest().send("PUT", "/endpoints/system/" + name, Json.tree(Map.of("spec", spec))).ok();
  }

  /** One endpoint is served by this version. */
  void awaitEndpoint(String name, String version) {
    new Endpoints(hansa).awaitServed("/endpoints/system/" + name, version);
  }

  /** Served by this version, and no other is there. */
  void awaitVersion(String version) {
    Endpoints endpoints = new Endpoints(hansa);
    endpoints.awaitVersion(NAME, version);
    // The former one goes after the new one has come.
    await()
        .atMost(Distribution.SOON)
        .until(() -> endpoints.versions(NAME), List.of(version)::equals);
  }

  /** Its file is taken away, and it goes. */
  void takeAway() throws IOException {
    Files.delete(deploy.resolve(NAME + ".kar"));
    Endpoints endpoints = new Endpoints(hansa);
    await().atMost(Distribution.SOON).until(() -> endpoints.versions(NAME).isEmpty());
    await().atMost(Distribution.SOON).until(() -> endpoints.ready(ENDPOINT).equals("FALSE"));
  }

  @Override
  public void close() {
    system.close();
  }
}
