package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has no shell begins a driver by one request. */
class SkeletonDoorTest {

  private static final String SKELETON = "/api/v1/drivers/skeleton";

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private Map<String, String> files(String query) throws IOException {
    int port = door.port();
    URI address = URI.create("http://127.0.0.1:" + port + SKELETON + query);
    HttpURLConnection asked = (HttpURLConnection) address.toURL().openConnection();
    asked.setRequestProperty("Authorization", TestDoor.ADA);
    assertThat(asked.getResponseCode()).isEqualTo(200);
    assertThat(asked.getContentType()).isEqualTo("application/zip");
    assertThat(asked.getHeaderField("Content-Disposition"))
        .isEqualTo("attachment; filename=\"acme-rig.zip\"");
    Map<String, String> files = new TreeMap<>();
    try (InputStream in = asked.getInputStream();
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Test
  void itIsAFolderInAnArchive() throws IOException {
    assertThat(files("?name=acme-rig"))
        .containsOnlyKeys(
            "acme-rig/README.md",
            "acme-rig/src/com/example/acme_rig/AcmeRigDriver.java",
            "acme-rig/src/com/example/acme_rig/AcmeRigVolumes.java",
            "acme-rig/test/com/example/acme_rig/AcmeRigTest.java");
  }

  @Test
  void facetAndPackageAreChosen() throws IOException {
    assertThat(files("?name=acme-rig&facet=workload&package=com.acme.rig"))
        .hasEntrySatisfying(
            "acme-rig/src/com/acme/rig/AcmeRigWorkloads.java",
            text -> assertThat(text).contains("implements WorkloadFacet", "HostFacet"));
  }

  @Test
  void oneThatRunsInAProcessOfItsOwnSaysSo() throws IOException {
    assertThat(files("?name=acme-rig&isolated=true"))
        .hasSize(5)
        .hasEntrySatisfying(
            "acme-rig/bundle.mf",
            text ->
                assertThat(text)
                    .contains("Hansa-Isolated-Driver: com.example.acme_rig.AcmeRigDriver\n"));
    assertThat(files("?name=acme-rig&isolated=false")).hasSize(4);
    assertThat(door.get(SKELETON + "?name=x&isolated=2").at("/detail")).contains("isolated");
  }

  @Test
  void whatCannotBeIsSaidInAWord() {
    assertThat(door.get(SKELETON).at("/detail")).contains("name is missing");
    Answer facet = door.get(SKELETON + "?name=acme-rig&facet=teapot");
    assertThat(facet.status()).isEqualTo(422);
    assertThat(facet.at("/detail")).contains("teapot", "virtual-machine, virtual-network, volume");
    assertThat(door.get(SKELETON + "?name=..%2Fx").at("/detail")).contains("lower-case");
    assertThat(door.get(SKELETON + "?name=x&package=org.hansa.x").at("/detail")).contains("own");
    assertThat(door.get(SKELETON + "?name=x&fazet=volume").at("/detail")).contains("fazet");
  }

  @Test
  void whoMayNotSeeDriversBeginsNone() {
    assertThat(door.send(Asked.of("GET", SKELETON + "?name=x").by(TestDoor.UMA)).status())
        .isEqualTo(403);
  }
}
