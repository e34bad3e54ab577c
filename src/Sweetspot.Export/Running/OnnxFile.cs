using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>An ONNX file, read and looked at before ONNX Runtime sees it.</summary>
public sealed class OnnxFile
{
    /// <summary>Domains whose operators ONNX Runtime has.</summary>
    private static readonly string[] s_domains = ["", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "com.microsoft", "com.microsoft.nchwc", "com.ms.internal.nhwc"];

    private OnnxFile(string path, byte[] bytes, ModelProto model) => (Path, Bytes, Model) = (path, bytes, model);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The file itself, without external data.</summary>
    public byte[] Bytes { get; }

    /// <summary>Bytes on disk, external data included.</summary>
    public long TotalBytes => Bytes.Length + ExternalData.FilesOf(this).Sum(file => new FileInfo(file).Length);

    /// <summary>Texts kept in the file, by key; of two under one key the last.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Model.MetadataProps.GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value);

    internal ModelProto Model { get; }

    /// <summary>The folder in which external data are looked for.</summary>
    internal string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!; // a file lies in a folder

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="UserInputException">It is missing, no ONNX model, cut off, lacks its external data, or has operators of an unknown domain.</exception>
    public static OnnxFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
        {
            throw new UserInputException(Directory.Exists(path)
                ? $"{path}: this is a folder; give the .onnx file in it."
                : $"{path}: there is no such file; give an ONNX model.");
        }

        try
        {
            var bytes = File.ReadAllBytes(path);
            return Checked(new OnnxFile(path, bytes, ModelProto.Parser.ParseFrom(bytes)));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new UserInputException([$"{path}: is not an ONNX model, or is cut off; give a whole .onnx file."], exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException([$"{path}: cannot be read ({exception.Message.TrimEnd('.')})."], exception);
        }
    }

    /// <summary>Tells a session that is made from bytes where external data lie.</summary>
    internal void FindExternalData(SessionOptions options)
    {
        if (ExternalData.FilesOf(this).Any())
        {
            options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", Folder);
        }
    }

    private static OnnxFile Checked(OnnxFile file)
    {
        if (file.Model.Graph is not { Node.Count: > 0 } || file.Model.IrVersion == 0)
        {
            throw new UserInputException($"{file.Path}: is not an ONNX model, or is cut off; give a whole .onnx file.");
        }

        var own = file.Model.Functions.Select(function => function.Domain).ToHashSet();
        var problems = file.Model.Graph.Node.Where(node => !s_domains.Contains(node.Domain) && !own.Contains(node.Domain)).GroupBy(node => node.Domain)
            .Select(nodes => $"{file.Path}: operators of the unknown domain \"{nodes.Key}\" ({string.Join(", ", nodes.Select(node => node.OpType).Distinct().Take(3))}); "
                + "export the model with standard operators.")
            .Concat(ExternalData.Problems(file)).ToList();
        return problems.Count == 0 ? file : throw new UserInputException(problems);
    }
}
