using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>
/// Trains a study's teacher once for each split and seed and keeps its answers to the training rows: in memory, and in a file for the other workers. A teacher
/// learns from the rows of the split alone, so that no student learns of held-out rows through it. One that came to nothing is kept too, with the reason.
/// </summary>
/// <param name="folder">Where the files go; null: memory alone.</param>
internal sealed class TeacherAnswers(string? folder)
{
    private const int Answers = 1; // version of the file
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<string, (double Seconds, float[] Outputs)> _known = [];
    private readonly Dictionary<string, string> _failed = [];

    /// <summary>The answers for a split.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="seed">Seed that it is trained with.</param>
    /// <param name="part">Name of the split.</param>
    /// <param name="task">The split, as the student sees it.</param>
    /// <param name="train">Trains the teacher on the split: CPU seconds, and outputs for these rows.</param>
    /// <param name="cancellationToken">Stops waiting and training.</param>
    /// <exception cref="TeacherException">It came to nothing, now or before.</exception>
    public SoftTargets Of(
        Teacher teacher, ulong seed, string part, LearningTask task, Func<IReadOnlyList<int>, (double Seconds, float[] Outputs)> train, CancellationToken cancellationToken)
    {
        var key = FormattableString.Invariant($"{teacher.Candidate.Key} {teacher.BestEpoch} {seed} {part}");
        if (_failed.TryGetValue(key, out var reason))
        {
            throw new TeacherException(reason);
        }

        if (!_known.TryGetValue(key, out var answers))
        {
            try
            {
                _known[key] = answers = folder is null ? train(task.TrainingRows) : OfFile(Path.Combine(folder, NameOf(key)), task.TrainingRows, train, cancellationToken);
            }
            catch (TeacherException exception)
            {
                _failed[key] = exception.Message; // the next student would only wait to hear the same
                throw;
            }
        }

        return new SoftTargets($"trial {teacher.Number}", task.TrainingRows, answers.Outputs, task.Profile.Kind == TaskKind.Classification, answers.Seconds);
    }

    /// <summary>Reads the file, or is the one worker that makes it while others wait.</summary>
    private static (double Seconds, float[] Outputs) OfFile(
        string path, IReadOnlyList<int> rows, Func<IReadOnlyList<int>, (double Seconds, float[] Outputs)> train, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            if (File.Exists(path))
            {
                return Read(path);
            }

            if (File.Exists(FailureOf(path)))
            {
                throw new TeacherException(File.ReadAllText(FailureOf(path)));
            }

            if (TryLock($"{path}.lock") is not { } alone)
            {
                cancellationToken.WaitHandle.WaitOne(s_lookAgain);
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            using (alone)
            {
                if (!File.Exists(path) && !File.Exists(FailureOf(path)))
                {
                    Make(path, rows, train);
                }
            }
        }
    }

    private static void Make(string path, IReadOnlyList<int> rows, Func<IReadOnlyList<int>, (double Seconds, float[] Outputs)> train)
    {
        try
        {
            Write(path, train(rows));
        }
        catch (TeacherException exception)
        {
            var unfinished = $"{FailureOf(path)}.unfinished";
            File.WriteAllText(unfinished, exception.Message);
            File.Move(unfinished, FailureOf(path), overwrite: true);
            throw;
        }
    }

    private static string FailureOf(string path) => Path.ChangeExtension(path, ".failed");

    /// <summary>The lock goes with the process that holds it, however that ends.</summary>
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null; // another worker trains the teacher
        }
    }

    private static (double Seconds, float[] Outputs) Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        _ = reader.ReadInt32();
        var seconds = reader.ReadDouble();
        var outputs = new float[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(outputs.AsSpan()));
        return (seconds, outputs);
    }

    private static void Write(string path, (double Seconds, float[] Outputs) answers)
    {
        var unfinished = $"{path}.unfinished";
        using (var writer = new BinaryWriter(File.Create(unfinished)))
        {
            writer.Write(Answers);
            writer.Write(answers.Seconds);
            writer.Write(answers.Outputs.Length);
            writer.Write(MemoryMarshal.AsBytes(answers.Outputs.AsSpan()));
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static string NameOf(string key) => $"teacher-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]}.answers";
}
