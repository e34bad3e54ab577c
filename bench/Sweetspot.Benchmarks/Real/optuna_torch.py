"""Optuna and PyTorch search the space that `find` searches, with two workers of one thread: prints a line for each training that ended.

Arguments: DATA_FOLDER WORK_FOLDER SEED EPOCHS CLASSES. WORK_FOLDER has genes.txt (a gene a line: NAME VALUE...) and validation.txt (the rows that are held
out, so that both programs judge by the same ones). The recipe is that of `find`: normalised pictures shifted by up to a pixel, AdamW with the same rate for each
width, warm-up and cosine, clipped gradients, the best checkpoint by validation accuracy, and the same patience. The sampler is Optuna's TPE with its running trials
taken into account; NSGA-II, its default for several objectives, would draw its first 50 trials at random.
A line: seconds since 1970, accuracy, its standard error, then a value for each gene. Ends when it is killed.
"""
import gzip
import math
import multiprocessing
import os
import sys
import time
import warnings

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before they are loaded
import numpy
import optuna
import torch
from torch import nn

BATCH, WEIGHT_DECAY, CLIP_NORM, WARM_UP, SHIFT = 64, 0.05, 1.0, 0.1, 1


def read(path):
    """An IDX file of bytes."""
    with gzip.open(path) as file:
        content = file.read()
    sizes = numpy.frombuffer(content, ">u4", content[3], 4).astype(int)
    return numpy.frombuffer(content, "u1", -1, 4 + 4 * content[3]).reshape(sizes)


def normalised(pictures):
    """Each picture by its own mean and deviation, (N, 3, 32, 32), with SHIFT zeros around it."""
    pictures = pictures.astype("f4").transpose(0, 3, 1, 2)
    mean = pictures.mean((1, 2, 3), keepdims=True)
    deviation = numpy.maximum(1, pictures.std((1, 2, 3), keepdims=True))
    return torch.from_numpy(numpy.pad((pictures - mean) / deviation, ((0, 0), (0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT))))


class Data:
    def __init__(self, folder, work):
        self.padded = normalised(read(os.path.join(folder, "train-images.idx.gz")))
        self.labels = torch.from_numpy(read(os.path.join(folder, "train-labels.idx.gz")).astype("i8"))
        held = numpy.loadtxt(os.path.join(work, "validation.txt"), dtype=int)
        self.held = torch.from_numpy(held)
        self.train = torch.from_numpy(numpy.setdiff1d(numpy.arange(len(self.labels)), held))
        self.side = self.padded.shape[2] - 2 * SHIFT

    def cut(self, rows, down, right):
        return self.padded[rows, :, SHIFT - down:SHIFT - down + self.side, SHIFT - right:SHIFT - right + self.side]

    def shifted(self, rows):
        """Pictures of these rows, each moved by chance."""
        moves = torch.randint(-SHIFT, SHIFT + 1, (len(rows), 2))
        pictures = torch.empty(len(rows), 3, self.side, self.side)
        for down in range(-SHIFT, SHIFT + 1):
            for right in range(-SHIFT, SHIFT + 1):
                these = ((moves[:, 0] == down) & (moves[:, 1] == right)).nonzero()[:, 0]
                if len(these) > 0:
                    pictures[these] = self.cut(rows[these], down, right)
        return pictures


def build(genes, side, classes):
    """The model, the FLOPs of one answer and the peak learning rate."""
    layers, inputs, flops = [], 3, 0
    for stage in range(genes["stages"]):
        outputs = genes["channels"] << stage
        for convolution in range(genes["convolutions"]):
            layer = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
            nn.init.normal_(layer.weight, 0, math.sqrt(2 / (inputs * 9)))
            flops += 2 * 9 * inputs * outputs * side * side
            is_last = convolution == genes["convolutions"] - 1
            layers += [layer, nn.BatchNorm2d(outputs)] + ([nn.MaxPool2d(2)] if is_last else []) + [nn.ReLU()]
            inputs = outputs
        side //= 2
    layers.append(nn.Flatten())
    inputs *= side * side
    for outputs in ([genes["dense"]] if genes["dense"] > 0 else []) + [classes]:
        layer = nn.Linear(inputs, outputs)
        nn.init.normal_(layer.weight, 0, (0.1 if outputs == classes else math.sqrt(2)) / math.sqrt(inputs))
        nn.init.zeros_(layer.bias)
        flops += 2 * inputs * outputs
        layers += [layer] + ([nn.ReLU()] if outputs != classes else [])
        inputs = outputs
    width = genes["channels"] * 2 ** ((genes["stages"] - 1) / 2)  # geometric mean over the stages
    return nn.Sequential(*layers), flops, 0.012 * (width / 64) ** -0.5


def layout(genes):
    """Channels last where they fill vectors, as `find` lays them: faster there and slower elsewhere, in this PyTorch too."""
    return torch.channels_last if genes["channels"] % 8 == 0 else torch.contiguous_format


def rate_at(step, steps, peak):
    warm = max(1, WARM_UP * steps)
    if step < warm:
        return peak * (step + 1) / (warm + 1)
    return peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1, (step - warm) / max(1, steps - warm)))))


def train(data, genes, epochs, classes):
    """Best validation accuracy, FLOPs, and processor seconds to the best epoch."""
    model, flops, peak = build(genes, data.side, classes)
    model = model.to(memory_format=layout(genes))
    decayed = [parameter for parameter in model.parameters() if parameter.dim() > 1]
    others = [parameter for parameter in model.parameters() if parameter.dim() <= 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}])
    count = len(data.train)
    steps = math.ceil(count / BATCH)
    patience = max(4, math.ceil(0.35 * epochs))
    best, best_epoch, seconds = (-1.0, -math.inf), 0, []
    for epoch in range(1, epochs + 1):
        if epoch - best_epoch > patience:
            break
        start = time.process_time()
        order = data.train[torch.randperm(count)]
        for step in range(steps):
            rows = order[count * step // steps:count * (step + 1) // steps]
            for group in optimizer.param_groups:
                group["lr"] = rate_at((epoch - 1) * steps + step, epochs * steps, peak)
            optimizer.zero_grad(set_to_none=True)
            loss = nn.functional.cross_entropy(model(data.shifted(rows).contiguous(memory_format=layout(genes))), data.labels[rows])
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), CLIP_NORM)
            optimizer.step()
        seconds.append(time.process_time() - start)
        judged = judge(model, data, layout(genes))
        if judged > best:
            best, best_epoch = judged, epoch
    return best[0], flops, sorted(seconds)[len(seconds) // 2] * best_epoch


def judge(model, data, memory_format):
    """Accuracy on the rows held out, and minus the loss."""
    model.eval()
    hits, loss = 0, 0.0
    with torch.no_grad():
        for rows in data.held.split(256):
            answers = model(data.cut(rows, 0, 0).contiguous(memory_format=memory_format))
            hits += (answers.argmax(1) == data.labels[rows]).sum().item()
            loss += nn.functional.cross_entropy(answers, data.labels[rows], reduction="sum").item()
    model.train()
    return hits / len(data.held), -loss / len(data.held)


def work(worker, folder, shared, seed, epochs, classes):
    torch.set_num_threads(1)
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)  # of the journal and of constant_liar
    data = Data(folder, shared)
    with open(os.path.join(shared, "genes.txt")) as file:
        space = {name: [int(value) for value in values] for name, *values in (line.split() for line in file)}
    storage = optuna.storages.JournalStorage(optuna.storages.JournalFileStorage(os.path.join(shared, "journal.log")))
    sampler = optuna.samplers.TPESampler(seed=2 * seed + worker, constant_liar=True)
    study = optuna.create_study(study_name="gtsrb", storage=storage, sampler=sampler, directions=["maximize", "minimize", "minimize"], load_if_exists=True)

    def objective(trial):
        genes = {name: values[trial.suggest_int(name, 0, len(values) - 1)] for name, values in space.items()}
        torch.manual_seed(1000 * seed + trial.number)
        accuracy, flops, seconds = train(data, genes, epochs, classes)
        error = math.sqrt(accuracy * (1 - accuracy) / (len(data.held) - 1))
        sys.stdout.write(" ".join(map(str, (time.time(), accuracy, error, *genes.values()))) + "\n")  # at once: two workers write
        sys.stdout.flush()
        return accuracy, flops, seconds

    study.optimize(objective)


def main():
    folder, shared = sys.argv[1:3]
    rest = [int(argument) for argument in sys.argv[3:6]]
    workers = [multiprocessing.Process(target=work, args=(worker, folder, shared, *rest)) for worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sys.exit(max(abs(worker.exitcode) for worker in workers))


main()
