using System.Globalization;
using System.IO.Compression;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.EngineBenchmarks;

/// <summary>The tables and the mixed size problem.</summary>
internal static class SampleProblems
{
    private static readonly string[] s_edges = ["e01", "e02", "e12", "e03", "e13", "e23"];

    public static IEnumerable<(string Name, Func<SampleProblem> Make)> All(string folder)
    {
        (string, Func<SampleProblem>) Table(string name, string file, string[] genes, string quality, string truth, string[] costs, string[] known, string where = "") =>
            (name, () => OfTable(name, Path.Combine(folder, file), genes, quality, truth, costs, known, where));
        const string Edge = "nb201_edge_cifar100.csv.gz";
        foreach (var isKnown in new[] { true, false })
        {
            var suffix = isKnown ? "" : ", nothing known";
            string[] Known(string name) => isKnown ? [name] : [];
            yield return Table("own_letter_mlp" + suffix, "own_letter_mlp.csv", ["h1", "h2", "h3"], "val_acc_40", "test_acc_40", ["params"], Known("params"));
            yield return Table("own_letter_mlp judged on validation" + suffix, "own_letter_mlp.csv", ["h1", "h2", "h3"], "val_acc_40", "val_acc_40", ["params"], Known("params"));
            yield return Table("nb201 params" + suffix, Edge, s_edges, "test_acc", "test_acc", ["params"], Known("params"), "connected == 1");
            yield return Table("nb201 params, latency" + suffix, Edge, s_edges, "test_acc", "test_acc", ["params", "pi5_onnx_ms"], Known("params"), "connected == 1");
            yield return Table("nats c10" + suffix, "nats_tss_fidelity.csv", s_edges, "c10_acc_200", "c10_acc_200", ["params"], Known("params"));
            yield return Table("nats c100" + suffix, "nats_tss_fidelity.csv", s_edges, "c100_acc_200", "c100_acc_200", ["params"], Known("params"));
            yield return Table("nats in16" + suffix, "nats_tss_fidelity.csv", s_edges, "in16_acc_200", "in16_acc_200", ["params"], Known("params"));
        }

        yield return Table("nb201 latency, energy", Edge, s_edges, "test_acc", "test_acc", ["pi5_litert_ms", "pi5_litert_mj"], [], "connected == 1");
        yield return ("mixed", () => MixedProblem.Make(hasKnown: true));
        yield return ("mixed, nothing known", () => MixedProblem.Make(hasKnown: false));
    }

    private static SampleProblem OfTable(string name, string path, string[] genes, string quality, string truth, string[] costs, string[] known, string where)
    {
        var data = Read(path);
        var study = TableStudy.Resolve(
            new TableSpec
            {
                Genes = [.. genes],
                Objectives = [new(quality, Direction.Maximize), .. costs.Select(cost => new ObjectiveSpec(cost, Direction.Minimize))],
                Known = [.. known],
                Where = where.Length > 0 ? [where] : [],
            },
            data);
        var settings = study.AlgorithmSettings(0);
        var places = Enumerable.Range(0, data.Rows).ToDictionary(row => string.Join(' ', genes.Select(gene => Number(data, gene, row))), row => row);
        int RowOf(Candidate candidate) => places[string.Join(' ', genes.Select(gene => candidate.Number(gene)))];
        var points = settings.Points is { } few ? few.All : [.. settings.Space.Space.Enumerate().Where(settings.Space.IsFeasible)];
        var rows = points.Select(RowOf).ToList();
        double[] Values(int row) => [-Number(data, truth, row), .. costs.Select(cost => Math.Log(Number(data, cost, row)))];
        var all = rows.Select(Values).ToList();
        var (best, worst) = (Enumerable.Range(0, costs.Length + 1).Select(index => all.Min(row => row[index])).ToArray(), Enumerable.Range(0, costs.Length + 1).Select(index => all.Max(row => row[index])).ToArray());
        Judged Judge(int row)
        {
            var values = Values(row);
            return new Judged(-values[0], Number(data, quality, row), values.Skip(1).Average(), [.. values.Select((value, index) => (value - best[index]) / (worst[index] - best[index]))]);
        }

        var trials = points.Select((point, number) => new Trial
        {
            Number = number,
            Request = new TrialRequest(point, study.FullFidelity, 0),
            State = TrialState.Completed,
            Metrics = study.Replay(new TrialRequest(point, study.FullFidelity, 0)).Evaluation.Metrics,
        });
        var error = data.Find("val_acc_sd_40") is { } spread
            ? rows.Select(row => spread.Number(row)!.Value / Math.Sqrt(3)).Order().ElementAt(rows.Count / 2)
            : SingleRunNoise.Of(trials, study.Objectives[0]).Deviation;
        return new SampleProblem(
            name, $"{Path.GetFileName(path).Split('.')[0]} {quality} {string.Join(' ', costs)}", known.Length > 0, study.AlgorithmSettings, study.Replay, [.. rows.Select(Judge)],
            trial => RowOf(trial.Candidate).ToString(CultureInfo.InvariantCulture), row => Judge(int.Parse(row, CultureInfo.InvariantCulture)), error);
    }

    private static double Number(TableData data, string column, int row) => data.Find(column)!.Number(row)!.Value;

    public static TableData Read(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(',')).ToList();
        return new TableData(
            Path.GetFileName(path), "", lines.Count - 1, [.. lines[0].Select((name, index) => new TableColumn(name, [.. lines.Skip(1).Select(cells => cells[index])]))],
            row => string.Create(CultureInfo.InvariantCulture, $"line {row + 2}"));
    }
}
