using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>The inputs of a model, and which of their dimensions callers choose.</summary>
internal sealed class ModelInputs
{
    /// <summary>What a dimension is taken to be that has no size and was not given one.</summary>
    public const int OtherDimension = 32;

    private readonly string _file;
    private readonly IReadOnlyDictionary<string, NodeMetadata> _inputs;
    private readonly IReadOnlyDictionary<string, int> _given;

    /// <exception cref="UserInputException">An input is no tensor, or a given dimension is not in the model.</exception>
    public ModelInputs(string file, InferenceSession session, IReadOnlyDictionary<string, int> given)
    {
        (_file, _inputs, _given) = (file, session.InputMetadata, given);
        Names = [.. _inputs.Keys];
        var free = _inputs.Values.Where(input => input.IsTensor).SelectMany(input => input.SymbolicDimensions).Where(name => name.Length > 0).Distinct().ToList();
        var problems = _inputs.Where(input => !input.Value.IsTensor).Select(input => $"{file}: the input \"{input.Key}\" is not a tensor; only tensors can be made up.")
            .Concat(given.Keys.Except(free).Select(name => $"--dim: {file} has no dimension \"{name}\"; {(free.Count == 0 ? "all its dimensions are fixed" : $"it has {string.Join(", ", free)}")}."))
            .ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }
    }

    /// <summary>Names of the inputs; an array, since ONNX Runtime is fastest with one.</summary>
    public string[] Names { get; }

    /// <summary>Whether callers choose the batch: the first dimension of an input has no size, and none was given by name.</summary>
    public bool HasBatch => _inputs.Values.Any(input => input.Dimensions is [< 0, ..] && !_given.ContainsKey(input.SymbolicDimensions[0]));

    /// <summary>The batch of a model that fixes it.</summary>
    public int FixedBatch => Sizes(_inputs.Values.First(), 1) is [var first, ..] ? (int)first : 1;

    /// <summary>What was taken for dimensions that nobody gave.</summary>
    public IEnumerable<string> Notes => _inputs.Values.SelectMany(input => input.Dimensions.Select((size, index) => (size, name: input.SymbolicDimensions[index], index)))
        .Where(one => one.size < 0 && one.index > 0 && !_given.ContainsKey(one.name) && !IsBatch(one.name)).Select(one => one.name).Distinct()
        .Select(name => name.Length > 0
            ? $"The dimension \"{name}\" is open; {OtherDimension} was taken. Choose with --dim {name}=N."
            : $"A dimension without a name is open; {OtherDimension} was taken.");

    /// <summary>Makes inputs up: normal numbers, 0 for whole numbers (1 for masks), true.</summary>
    public InputValues MakeUp(int batch)
    {
        var chance = RandomStream.For(1, batch, "onnx inputs");
        return new InputValues([.. _inputs.Select(input => RuntimeErrors.Translate(_file, () => Filler.Fill(input.Key, input.Value.ElementDataType, Sizes(input.Value, batch), chance), "choose a smaller --batch or --dim"))]);
    }

    private long[] Sizes(NodeMetadata input, int batch) => [.. input.Dimensions.Select((size, index) =>
        size >= 0 ? size
        : _given.TryGetValue(input.SymbolicDimensions[index], out var given) ? given
        : index == 0 || IsBatch(input.SymbolicDimensions[index]) ? batch
        : OtherDimension)];

    private bool IsBatch(string name) => name.Length > 0 && _inputs.Values.Any(input => input.Dimensions is [< 0, ..] && input.SymbolicDimensions[0] == name);
}
