using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Cli.Tests;

public sealed class ExportTests
{
    private static readonly Trial[] _trials =
    [
        new()
        {
            Number = 0,
            Request = new TrialRequest(
                new Candidate([KeyValuePair.Create("family", GeneValue.Of("a,b\"c")), KeyValuePair.Create("width", GeneValue.Of(0.1))]), new Fidelity(20), ulong.MaxValue),
            State = TrialState.Completed,
            Metrics = ImmutableDictionary<string, Measurement>.Empty
                .Add("accuracy", Metrics.Accuracy.Measured(1.0 / 3, "test"))
                .Add("latency_ms", Metrics.Latency.Measured(0.012, "test", 0.001)),
            Curve = [new CurvePoint(1, 0.5, null, 0.9, 0.8)],
        },
        new()
        {
            Number = 1,
            Request = new TrialRequest(new Candidate([KeyValuePair.Create("depth", GeneValue.Of(2))]), new Fidelity(20), 7, TrialPurpose.Verification, 3),
            State = TrialState.TimedOut,
            Reason = "ran beyond\nits limit",
        },
    ];

    [Fact]
    public void Csv_Trials_IsRfc4180WithFullPrecision()
    {
        using var output = new StringWriter();

        CsvExport.Write(_trials, _ => "mlp", output);

        Assert.Equal(
            "trial,purpose,state,reason,seed,epochs,fold,family,width,depth,accuracy,latency_ms,latency_ms_stderr\r\n"
                + "0,search,completed,,18446744073709551615,20,,\"a,b\"\"c\",0.1,,0.3333333333333333,0.012,0.001\r\n"
                + "1,verification,timed_out,\"ran beyond\nits limit\",7,20,3,mlp,,2,,,\r\n",
            output.ToString());
    }

    [Fact]
    public void Csv_CandidateWithoutAFamily_HasThatOfItsModel()
    {
        using var output = new StringWriter();

        CsvExport.Write(_trials, candidate => candidate.Find("depth") is null ? "?" : "mlp", output);

        Assert.Contains("\",7,20,3,mlp,,2,", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_NoTrials_IsTheHeader()
    {
        using var output = new StringWriter();

        CsvExport.Write([], _ => "mlp", output);

        Assert.Equal("trial,purpose,state,reason,seed,epochs,fold\r\n", output.ToString());
    }

    [Fact]
    public void JsonLines_Trials_IsOneObjectALine()
    {
        using var output = new StringWriter();

        JsonLinesExport.Write(_trials, output);

        var lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        var first = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal(1.0 / 3, first.GetProperty("metrics").GetProperty("accuracy").GetProperty("value").GetDouble());
        Assert.Equal(0.001, first.GetProperty("metrics").GetProperty("latency_ms").GetProperty("stderr").GetDouble());
        Assert.Equal("measured (test)", first.GetProperty("metrics").GetProperty("accuracy").GetProperty("origin").GetString());
        Assert.Equal("a,b\"c", first.GetProperty("candidate").GetProperty("family").GetString());
        Assert.Equal(ulong.MaxValue, first.GetProperty("seed").GetUInt64());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("curve")[0].GetProperty("validation_loss").ValueKind);
        Assert.Equal("ran beyond\nits limit", JsonDocument.Parse(lines[1]).RootElement.GetProperty("reason").GetString());
        Assert.Equal(3, JsonDocument.Parse(lines[1]).RootElement.GetProperty("fold").GetInt32());
    }
}
