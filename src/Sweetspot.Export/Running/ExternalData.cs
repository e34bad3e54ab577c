using System.Globalization;
using Onnx;

namespace Sweetspot.Export;

/// <summary>Tensors of a model that lie in files beside it.</summary>
internal static class ExternalData
{
    /// <summary>The files, each once.</summary>
    public static IEnumerable<string> FilesOf(OnnxFile file) => Tensors(file.Model).Select(tensor => Path.Combine(file.Folder, Entry(tensor, "location") ?? "")).Distinct();

    /// <summary>What is missing, one line a file.</summary>
    public static IEnumerable<string> Problems(OnnxFile file) => Tensors(file.Model).GroupBy(tensor => Entry(tensor, "location") ?? "").Select(tensors =>
    {
        var info = new FileInfo(Path.Combine(file.Folder, tensors.Key));
        var needed = tensors.Max(tensor => Number(tensor, "offset") + Number(tensor, "length"));
        return !info.Exists ? $"{file.Path}: its external data \"{tensors.Key}\" are missing; put that file beside it."
            : info.Length < needed ? $"{file.Path}: its external data \"{tensors.Key}\" are cut off: {info.Length} bytes where {needed} are needed."
            : null;
    }).OfType<string>();

    private static IEnumerable<TensorProto> Tensors(ModelProto model) =>
        model.Graph.Initializer.Where(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External);

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static long Number(TensorProto tensor, string key) => long.TryParse(Entry(tensor, key), CultureInfo.InvariantCulture, out var value) ? value : 0;
}
