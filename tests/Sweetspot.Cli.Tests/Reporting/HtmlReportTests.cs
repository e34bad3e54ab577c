using System.Text;
using System.Text.RegularExpressions;
using Sweetspot.Core;

namespace Sweetspot.Cli.Tests;

public sealed partial class HtmlReportTests
{
    private static string Write(StudyReport report)
    {
        using var output = new StringWriter();
        HtmlReport.Write(report, output);
        return output.ToString();
    }

    [Fact]
    public void Write_LifelikeStudy_HasAllSectionsInOrder()
    {
        var html = Write(FakeStudy.Report());
        if (Environment.GetEnvironmentVariable("SWEETSPOT_REPORT_OUT") is { } path)
        {
            File.WriteAllText(path, html); // to look at it in a browser
        }

        var headings = Heading().Matches(html).Select(match => match.Groups[1].Value);
        Assert.Equal(
            ["Recommendation", "Quality against cost", "Does bigger help?", "Learning curves", "Trials", "How it was measured", "Data and space"], headings);
        Assert.Equal(6, Count(html, "<svg "));
        Assert.Contains("One step", html, StringComparison.Ordinal);
        Assert.Contains("<caption>Finalists, cheapest first", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyStudy_NeedsNothingFromElsewhere()
    {
        var html = Write(FakeStudy.Report());

        Assert.DoesNotMatch(Remote(), html);
        Assert.DoesNotContain("NaN</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", html, StringComparison.Ordinal);
        Assert.Equal(Count(html, "<section"), Count(html, "</section>"));
        Assert.Equal(Count(html, "<table"), Count(html, "</table>"));
        Assert.Equal(Count(html, "<tr"), Count(html, "</tr>"));
        Assert.Equal(Count(html, "<g "), Count(html, "</g>"));
    }

    [Fact]
    public void Write_HostileAndForeignNames_AreEscapedAndKept()
    {
        const string Name = "<script>alert('x')</script> \"数字识别\" & Größe";
        var html = Write(FakeStudy.Report() with { Name = Name, Describe = candidate => $"<b>{FakeStudy.Describe(candidate)}</b> 宽度" });

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("数字识别", html, StringComparison.Ordinal);
        Assert.Contains("宽度", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoTrial_SaysSo()
    {
        var html = Write(FakeStudy.Report() with { Trials = [], Front = [], Outcome = new(null, null) });

        Assert.Contains("There is nothing to recommend yet", html, StringComparison.Ordinal);
        Assert.Contains("No trial has run.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OneTrial_DrawsIt()
    {
        var report = FakeStudy.Report();

        var html = Write(report with { Trials = [report.Trials[0]], Front = [0], Outcome = new(null, null) });

        Assert.Equal(6, Count(html, "<svg "));
        Assert.DoesNotContain("NaN", html[..html.IndexOf("<script>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NothingFeasible_NamesTheLimitToRelax()
    {
        var limit = new Constraint(
            "latency_ms <= 0.001", Knowledge.Measured, ["latency_ms"], lookup => (lookup("latency_ms")?.Number - 0.001) / 0.001,
            lookup => $"latency_ms = {lookup("latency_ms")}");

        var html = Write(FakeStudy.Report(constraints: [limit]));

        Assert.Contains("Nothing keeps all limits", html, StringComparison.Ordinal);
        Assert.Contains("raise latency_ms &lt;= 0.001 to 0.004", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TwoThousandTrials_StaysUnderThreeMegabytes() =>
        Assert.InRange(Encoding.UTF8.GetByteCount(Write(FakeStudy.Report(2000))), 100_000, 3_000_000);

    [Fact]
    public void Write_Generations_DrawsThem()
    {
        var html = Write(FakeStudy.Report() with { Generations = [.. Enumerable.Range(1, 30).Select(i => new GenerationPoint(i, -3 + (0.01 * i), -2 + (0.03 * i), -1 + (0.03 * i)))] });

        Assert.Contains("Fitness by generation", html, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<h2[^>]*>([^<]*)</h2>")]
    private static partial Regex Heading();

    [GeneratedRegex("https?://|@import|<link|src=|url\\(")]
    private static partial Regex Remote();
}
