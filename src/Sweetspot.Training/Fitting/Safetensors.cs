using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sweetspot.Core;
using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Reads and writes weights as safetensors: an 8-byte length, a JSON header, then the tensors' bytes (huggingface.co/docs/safetensors).</summary>
internal static class Safetensors
{
    private const int Alignment = 8;

    /// <summary>Writes tensors under their names; the file appears whole or not at all.</summary>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject
        {
            ["__metadata__"] = new JsonObject(metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        long at = 0;
        foreach (var (name, tensor) in tensors)
        {
            var end = at + (tensor.numel() * tensor.ElementSize);
            header[name] = new JsonObject
            {
                ["dtype"] = NameOf(tensor.dtype),
                ["shape"] = new JsonArray([.. tensor.shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(at, end),
            };
            at = end;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Write(unfinished, JsonSerializer.SerializeToUtf8Bytes(header), tensors.Values);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(unfinished); // on a full disk of all places it must not stay
            throw;
        }
    }

    /// <summary>The metadata of a file.</summary>
    /// <exception cref="UserInputException">It is not a safetensors file.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        var header = ReadHeader(path, File.ReadAllBytes(path)).Header;
        return header["__metadata__"]?.AsObject().ToDictionary(pair => pair.Key, pair => (string?)pair.Value ?? "") ?? [];
    }

    /// <summary>Reads tensors into those given, by name.</summary>
    /// <exception cref="UserInputException">It is not a safetensors file, or a tensor is missing or of another size.</exception>
    public static void Load(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var bytes = File.ReadAllBytes(path);
        var (header, start) = ReadHeader(path, bytes);
        foreach (var (name, tensor) in tensors)
        {
            var target = tensor.bytes;
            var source = BytesOf(path, bytes, header, start, name);
            if (source.Length != target.Length)
            {
                throw Unusable(path, $"has {source.Length} bytes of \"{name}\" where {target.Length} are needed");
            }

            source.CopyTo(target);
        }
    }

    /// <summary>Every tensor of floats.</summary>
    /// <exception cref="UserInputException">It is not a safetensors file, or cut off.</exception>
    public static IReadOnlyDictionary<string, WeightTensor> ReadFloats(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var (header, start) = ReadHeader(path, bytes);
        return header.Where(pair => (string?)pair.Value?["dtype"] == NameOf(ScalarType.Float32)).ToDictionary(
            pair => pair.Key,
            pair => new WeightTensor(
                [.. pair.Value!["shape"]!.AsArray().Select(size => (long)size!)],
                MemoryMarshal.Cast<byte, float>(BytesOf(path, bytes, header, start, pair.Key)).ToArray()));
    }

    private static ReadOnlySpan<byte> BytesOf(string path, byte[] bytes, JsonObject header, long start, string name)
    {
        var offsets = header[name]?["data_offsets"] ?? throw Unusable(path, $"has no tensor \"{name}\"");
        var (from, to) = ((long)offsets[0]!, (long)offsets[1]!);
        return from >= 0 && to >= from && start + to <= bytes.Length
            ? bytes.AsSpan((int)(start + from), (int)(to - from))
            : throw Unusable(path, $"is cut off within \"{name}\"");
    }

    private static void Write(string path, byte[] header, IEnumerable<Tensor> tensors)
    {
        var padding = (Alignment - (header.Length % Alignment)) % Alignment;
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length + padding);
        using var file = File.Create(path);
        file.Write(length);
        file.Write(header);
        file.Write("       "u8[..padding]);
        foreach (var tensor in tensors)
        {
            file.Write(tensor.bytes);
        }
    }

    private static (JsonObject Header, long Start) ReadHeader(string path, byte[] bytes)
    {
        var length = bytes.Length < Alignment ? -1 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (length < 2 || length > bytes.Length - Alignment)
        {
            throw Unusable(path, "is not a safetensors file");
        }

        try
        {
            return (JsonNode.Parse(bytes.AsSpan(Alignment, (int)length))!.AsObject(), Alignment + length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw Unusable(path, "is not a safetensors file");
        }
    }

    private static UserInputException Unusable(string path, string fault) =>
        new($"{path}: {fault}; give a .safetensors file that sweetspot wrote.");

    private static string NameOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Int64 => "I64",
        _ => throw new ArgumentException($"tensors of {type} are not written", nameof(type)),
    };
}
