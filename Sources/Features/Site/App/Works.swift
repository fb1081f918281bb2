// SPDX-License-Identifier: EUPL-1.2

/// Every kind of long work that a server does.
enum Works {
  static let all: [JobWork] = [
    NoticeImportWork.work, NoticeUndoWork.work, ReferenceImportWork.work,
    TakeoverReadWork.work, TakeoverWriteWork.work, TakeoverUndoWork.work,
  ]
}
