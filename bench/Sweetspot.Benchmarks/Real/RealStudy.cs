using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>The traffic signs of a folder and the sizes of plain cnns among which every program searches.</summary>
internal sealed class RealStudy
{
    /// <summary>Share of the training rows that is held out.</summary>
    public const double Validation = 0.2;

    private static readonly (string Name, int[] Levels)[] s_genes =
    [
        ("channels", [4, 6, 8, 12, 16]), ("stages", [2, 3]), ("convolutions", [1, 2]), ("dense", [0, 32, 64]),
    ];

    private readonly string _folder;
    private readonly int _epochs;
    private readonly StudyDefinition _definition;

    /// <param name="folder">With train-images.idx.gz, test-images.idx.gz and what belongs to them.</param>
    /// <param name="epochs">Most epochs of a training.</param>
    public RealStudy(string folder, int epochs)
    {
        (_folder, _epochs) = (Path.GetFullPath(folder), epochs);
        var spec = StudyFile.Parse(Yaml("auto", 1), "study.yaml", "");
        Data = DatasetLoader.Load(spec.Task, _folder);
        _definition = StudyDefinition.Resolve(spec, Data.Profile, "benchmark", epochs);
    }

    public Dataset Data { get; }

    /// <summary>A study file for <c>find</c>, whose time no run reaches.</summary>
    public string Yaml(string algorithm, int seed) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        study: gtsrb
        task: { kind: image-classification, data: "{{Path.Combine(_folder, "train-images.idx.gz")}}", group: track, validation: {{Validation}} }
        space:
        {{string.Join('\n', s_genes.Select(gene => $"  {gene.Name}: {{ list: [{string.Join(", ", gene.Levels)}] }}"))}}
        objectives: [ { maximize: accuracy }, { minimize: flops }, { minimize: train_seconds } ]
        fidelity: { epochs: {{_epochs}} }
        search: { algorithm: {{algorithm}}, seed: {{seed}} }
        budget: { time: 100h, workers: {{RealRuns.Workers}} }
        """);

    /// <summary>The same space for another program: a gene a line, its name and its levels.</summary>
    public static IEnumerable<string> GeneLines() => s_genes.Select(gene => $"{gene.Name} {string.Join(' ', gene.Levels)}");

    /// <summary>The candidate with one value for each gene, in their order.</summary>
    public static Candidate CandidateOf(IEnumerable<double> values) =>
        new(s_genes.Zip(values, (gene, value) => KeyValuePair.Create(gene.Name, GeneValue.Of(value))));

    /// <summary>The rows that <c>find</c> holds out with a seed: by track, as it does.</summary>
    public IEnumerable<int> HeldOut(int seed) => Splits.Validation(Data, Validation, (ulong)seed).Validation;

    /// <summary>FLOPs of one answer.</summary>
    public double Flops(Candidate candidate) => _definition.Compute(candidate)[Metrics.Flops.Name].Value;
}
