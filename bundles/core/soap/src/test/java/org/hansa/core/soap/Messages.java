package org.hansa.core.soap;

/** What is asked, as a client writes it. */
final class Messages {

  static final String NS = " xmlns=\"urn:hansa:applications:1\"";
  static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  private Messages() {}

  static final String SMALL =
      "<application><components><component><name>feed</name><runtime>process</runtime>"
          + "<command><word>sh</word></command></component></components></application>";

  static String order(String name, String application) {
    return order(name, application, "");
  }

  static String order(String name, String application, String more) {
    return "<OrderApplication"
        + NS
        + "><tenant>demo</tenant><name>"
        + name
        + "</name>"
        + application
        + more
        + "</OrderApplication>";
  }

  static String change(String name, String revision, String application) {
    return "<ChangeApplication"
        + NS
        + "><tenant>demo</tenant><name>"
        + name
        + "</name><expectedRevision>"
        + revision
        + "</expectedRevision>"
        + application
        + "</ChangeApplication>";
  }

  static String cancel(String name, String id) {
    return "<CancelApplication"
        + NS
        + "><tenant>demo</tenant><name>"
        + name
        + "</name><id>"
        + id
        + "</id></CancelApplication>";
  }

  static String describe(String name) {
    return "<DescribeApplication"
        + NS
        + "><tenant>demo</tenant><name>"
        + name
        + "</name></DescribeApplication>";
  }

  /** One component in this form. */
  static String component(String content) {
    return "<application><components><component>"
        + content
        + "</component></components></application>";
  }

  /** Every field that there is, in an order of its own. */
  static final String WHOLE =
      "<application>"
          + "<policies><maxGramsPerHour>50</maxGramsPerHour>"
          + "<maxPricePerHour>0.50</maxPricePerHour><priority>900</priority></policies>"
          + "<description>Reads &lt;all&gt; &amp; more</description>"
          + "<components><component>"
          + "<runtime>process</runtime><name>feed</name>"
          + "<artifacts><artifact><digest>"
          + DIGEST
          + "</digest><path>feed.sh</path><executable>1</executable></artifact></artifacts>"
          + "<command><word>sh</word><word> feed.sh </word></command>"
          + "<env><variable name=\"MACHINE\">mill-7</variable><variable name=\"X\"/></env>"
          + "<replicas>2</replicas>"
          + "<requires><cpu>0.05</cpu><memory>16Mi</memory><storage>1G</storage>"
          + "<accelerators><accelerator name=\"nvidia-h200\">1</accelerator></accelerators>"
          + "<jurisdictions><jurisdiction>DE</jurisdiction></jurisdictions>"
          + "<certifications><certification>C5</certification></certifications>"
          + "<privacy>internal</privacy>"
          + "<latency><to><latitude>53.87</latitude><longitude>-10.69</longitude></to>"
          + "<maxMillis>20</maxMillis></latency>"
          + "<provider>own</provider><sites><site>a</site><site>b</site></sites>"
          + "<simulated>false</simulated><hosts><host>a.rack</host></hosts></requires>"
          + "<ports><port><name>http</name><expose>true</expose><number>8080</number></port></ports>"
          + "<links><link><to>feed</to><port>http</port><env>SELF_URL</env></link></links>"
          + "<ready><port>http</port><path>/health</path></ready>"
          + "<graceSeconds>5</graceSeconds>"
          + "</component></components></application>";
}
